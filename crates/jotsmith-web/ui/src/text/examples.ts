/* Tokens and keys to look at: data, no rule. Each key is public, or a secret that stands here for all to read. A file
   of its own in the page, loaded when somebody asks for one. */

export interface Example {
  /** Its name in `en.example`. */
  readonly name: string;
  readonly token: string;
  readonly key: string | null;
  /** Whether the expected issuer and audience are filled in, for all to see. */
  readonly expects: boolean;
  /** The instant to judge at, where it is good for minutes only. */
  readonly at?: string;
  /** What else is expected of it, as `NAME VALUE`. */
  readonly expected?: readonly string[];
}

export const EXAMPLE_ISSUER = "https://auth.example.com";
export const EXAMPLE_AUDIENCE = "https://api.example.com";

export const EXAMPLES: readonly Example[] = [
  {
    name: "guide",
    token:
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE" +
      "2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    key:
      "your-256-bit-secret",
    expects: false,
  },
  {
    name: "expired",
    token:
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJhdWQiOiJodHRwczo" +
      "vL2FwaS5leGFtcGxlLmNvbSIsInN1YiI6InVfNDIiLCJpYXQiOjE1MTYyMzkwMjIsImV4cCI6MTUxNjI0MjYyMn0.n36_OiL2S99" +
      "ya7kvwSXbe-V9Yq_AL-DAefWMkMX7jaU",
    key:
      "correct-horse-battery-staple-42-keys",
    expects: true,
  },
  {
    name: "tampered",
    token:
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJhdWQiOiJodHRwczo" +
      "vL2FwaS5leGFtcGxlLmNvbSIsInN1YiI6InVfNDIiLCJzY29wZSI6Im9yZGVyczpyZWFkIG9yZGVyczp3cml0ZSBhZG1pbiIsIml" +
      "hdCI6MTc2NzIyNTYwMCwiZXhwIjo0MTAyNDQ0ODAwfQ.uw9d2blKhkuSwZGGFCSKy592A08OAXKmauMHE7BDCWs",
    key:
      "correct-horse-battery-staple-42-keys",
    expects: true,
  },
  {
    name: "none",
    token:
      "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJhdWQiOiJodHRwczov" +
      "L2FwaS5leGFtcGxlLmNvbSIsInN1YiI6InVfNDIiLCJhZG1pbiI6dHJ1ZSwiZXhwIjo0MTAyNDQ0ODAwfQ.",
    key: null,
    expects: true,
  },
  {
    name: "rs256",
    token:
      "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6ImFwaS0yMDI2LTA5In0.eyJpc3MiOiJodHRwczovL2F1dGguZXhh" +
      "bXBsZS5jb20iLCJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSIsInN1YiI6InVfNDIiLCJjbGllbnRfaWQiOiJ3ZWIiLCJz" +
      "Y29wZSI6Im9yZGVyczpyZWFkIG9yZGVyczp3cml0ZSIsImlhdCI6MTc2NzIyNTYwMCwiZXhwIjo0MTAyNDQ0ODAwfQ.TdYfbMrgt" +
      "Q5n-NlazsSGQ8wXUR7kCuZqOrBs13MX7bTURaSC_bKshozK1dOgMcIOfQheK8SmD7OHRoeW6T0jAlDoOBoomgtuyrKPmIV18MBPT" +
      "TkdQqHoXvGu0GBdFrQ4vapuiGZX9DkxTABfVYzzuNw-srgMQa3imAVyUFJd2I1svLzGoabVvIfidblaZ0wzbqLtU972n3vIo51mw" +
      "SCtEina21_Sv6rxI0JULU2yHL4BuK1jhHClAsioWLHGjS_btdTW0GjQVpgD6OjcExIre6DlXWY4MCraYBUHRs3aPM7WCwL49YhsT" +
      "ifAEqcy5E3_hjUIXdPLReXtp9xNmqm80g",
    key:
      "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2nxnuL67NF6cezjmga7V\nSgRhlYgR" +
      "CgFtbxLeCzPTkSg3eAm/JosDH3C2i0AkIatxR5A6b8Ghm69JguBcPqbV\nvcA+RtiYCwRYfAEdoKzX1Nx/SeOohbQDF5ukDuLQV+2" +
      "YfeWoJvLCIPTlz/K1IHdi\nr4Ky9+JJ/9YQY9TDsSevjSgA5TdJAR0jPmaqZYd87IRza8Y7eVDDNzi1mdIp6Zy2\noktwzDWqDXnFV" +
      "p/wHnJND+8v7K8I3jBN67B31O6q0B3myQJTrnVO+AQfwutB+GUD\nXbbXWU3DnosbhHtPn5JPCbhWPBVO+P8KpgTDe6ADIbZXkKY2" +
      "/m5bASAO98fWjPWp\newIDAQAB\n-----END PUBLIC KEY-----",
    expects: true,
  },
  {
    name: "es256",
    token:
      "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6ImVzLTEifQ.eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb" +
      "20iLCJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSIsInN1YiI6InVfNDIiLCJjbGllbnRfaWQiOiJtb2JpbGUiLCJzY29wZ" +
      "SI6InByb2ZpbGUiLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6NDEwMjQ0NDgwMH0.1NaQZ-KOLwiAWyzn2wDFJo5zSOlTCDEyPzhwO" +
      "1kio0K5vzAksJAZlmv-3Nk3WHnDQiGnD4bzmhXL1IJ5N9b5vA",
    key:
      "{\"kty\":\"EC\",\"x\":\"hvD6M8zi8LuhdHxZpqC47l_9SX23Tzz2BRfRtPs6tbE\",\"y\":\"0OiYPLXHxyzCwJWdNIwSjKSa11k0mdDZh" +
      "y_K9A_4qAQ\",\"crv\":\"P-256\",\"kid\":\"es-1\",\"alg\":\"ES256\",\"use\":\"sig\"}",
    expects: true,
  },
  {
    name: "ed25519",
    token:
      "eyJhbGciOiJFZDI1NTE5IiwidHlwIjoiYXQrand0Iiwia2lkIjoiZWQtMSJ9.eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5" +
      "jb20iLCJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSIsInN1YiI6InVfNDIiLCJjbGllbnRfaWQiOiJiYXRjaCIsInNjb3B" +
      "lIjoicmVwb3J0czpydW4iLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6NDEwMjQ0NDgwMH0.UWSf0P5fAxosNaPvlMpERQAyXUVQavQ" +
      "uYwuEFuey4A19AXbpgFLzyWn9fxY5ergzXD5DM9TC-IjwYB0CAjBwAg",
    key:
      "{\"crv\":\"Ed25519\",\"x\":\"SBh0zTlf5WLHah0aZ9Kmx4v5cu8ChqGaXCXNnCynabk\",\"kty\":\"OKP\",\"kid\":\"ed-1\",\"alg\":\"E" +
      "d25519\",\"use\":\"sig\"}",
    expects: true,
  },
  // RFC 7516, appendix A.1.
  {
    name: "jwe",
    token:
      "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckC" +
      "L9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da1" +
      "4B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0" +
      "je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg.48V1_ALb6U" +
      "S04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A.XFBoMYUZ" +
      "odetZdvTiFvSkQ",
    key: null,
    expects: false,
  },
  {
    name: "nested",
    token:
      "eyJhbGciOiJFQ0RILUVTK0EyNTZLVyIsImVuYyI6IkEyNTZHQ00iLCJjdHkiOiJKV1QiLCJraWQiOiJlbmMtMSIsImVwayI6eyJr" +
      "dHkiOiJFQyIsImNydiI6IlAtMjU2IiwieCI6IkExV01qZU5FUlplQ2VCRWUxTlVqV3RzVnljZW8wb0RFTkZOYTBLb1ZkeEUiLCJ5" +
      "IjoiVHIycGN1RHpsOFhiQkkyemJfQ3A1M3lGMk5XcF9ieVJGOXV6MjFfT2IwYyJ9fQ.OqnQMG1YLgvyY8qdLvKM83Yq4g4H_VwHk" +
      "LoEL_MfR7sqiBOufqmBfA.e9LEexlT8y-1x_FG.Ud90CxpExqLVWajoYZ8l1-D0lYwGMhiTUngsnMm85sOY5nwUl8zlyiNK6QmQ1" +
      "_lByXsVFNA9cvWu_7czP3-V_w68DJPsCnldmNUFqJBjTS5nUKfc6Zd41d7B3PF4qP7o1mF71MPdR0D1DEeKq3WvzLUN4id3osq_t" +
      "0F0hhsrcMz7lswu1J9jlhIU5yb_fgL2NI5TiG7FCiaIM-MatBMmxb1i26kkSSLgYmfdI7uMKi8E3nd-DiXGROGHuy_INKziWKBuy" +
      "B1POBYV0-lhJduN9-vzpPreHjIiYcIlyRM2ACRhGip4ImbrcfZR2y0IZJHi9PenGTXncEwpkOma2sSnCKveLD3MLiKlNRj1B8Q1v" +
      "ovAUn89seFmZ6y8CYKH60ALYPbflXCWBSsG-wmuHwLcD0NYI3XDYPgXcPO9le3VIe2e5UQ.UJBRH9RAVduJ-8SSr__QSA",
    key: 
      "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"5PrRbbJumgaQVjGmW5V1F4NpqJGPvZ_IYuM15zuQmMg\",\"y\":\"pUWOgMiRgv" +
      "nxFsW5_ABuxz5RX1pgSdo2WfEeSLWKhiI\",\"d\":\"bYE1TSQNu1pXZ2KF7CN3qoInGcCCSuDXRhpF0jDVx4U\",\"kid\":\"enc-1\",\"" +
      "alg\":\"ECDH-ES+A256KW\"},{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AchPuVZjvTxYk8lWz4gF83648N5zjDRzYx2Q2ACfZzY\",\"" +
      "y\":\"cGC9vTHoogDtuuYj2qy4h2q6hjcXB7hjBANISHDbl-E\",\"alg\":\"ES256\",\"kid\":\"sig-1\"}]}",
    expects: true,
  },
  {
    name: "general",
    token:
      "{\"payload\":\"cmVsZWFzZSAxLjQuMjogcmV2aWV3ZWQgYW5kIGFwcHJvdmVk\",\"signatures\":[{\"protected\":\"eyJhbGciOi" +
      "JFUzI1NiIsImtpZCI6InNpZy0xIn0\",\"header\":{\"team\":\"release\"},\"signature\":\"-vOlrMpBG9LRJeUTMgwXrWazYozo" +
      "H68bqgz4Wi3E_F5pZBrNlTRQLfN4HQWn9KATnD95Bq9pivouhMnvHI3IAQ\"},{\"protected\":\"eyJhbGciOiJFZDI1NTE5Iiwia" +
      "2lkIjoiZWQtMiJ9\",\"header\":{\"team\":\"release\"},\"signature\":\"Mh-V3udOM8TWgBBV9pOKEDWzpVduFmx9pLt5XbI2ZC" +
      "bR87AqnensU-ZxTj7VIzkUxk5dgr7m2BSQB1hmnaLIBQ\"}]}",
    key: 
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AchPuVZjvTxYk8lWz4gF83648N5zjDRzYx2Q2ACfZzY\",\"y\":\"cGC9vTHoogDtuuYj2qy" +
      "4h2q6hjcXB7hjBANISHDbl-E\",\"alg\":\"ES256\",\"kid\":\"sig-1\"}",
    expects: false,
  },
  {
    name: "sdjwt",
    token:
      "eyJhbGciOiJFUzI1NiIsInR5cCI6ImRjK3NkLWp3dCIsImtpZCI6InNpZy0xIn0.eyJfc2QiOlsiSDk4ZmlVNlptMnpKeGJ1RFNW" +
      "dGdaZ1lJdzNuYmJTal9EbExVa1JvbmVfcyIsImRrSHFwQWRaSWhIRnJvNWRZdVBPYzNvY0hnWnpkdDlwSHBVbW44V3huZGMiLCJz" +
      "Si03M0FicExLcks0d0EyYi10N21sa0puVmRtQTE0WTJjLUJkYmNfU3pFIiwidm8zYk1reGhvXzdfcFIwVFRtMHowUFl0R1ZTN1Va" +
      "TllXcDhhTjhFNVYzQSIsIndVY0xCX2l1QmotRExsOUxiaG9LNmV2Q2VBUHNjdm1jYTkydXlDVy1mTEEiXSwiaXNzIjoiaHR0cHM6" +
      "Ly9hdXRoLmV4YW1wbGUuY29tIiwiYXVkIjoiaHR0cHM6Ly9hcGkuZXhhbXBsZS5jb20iLCJzdWIiOiJ1XzQyIiwiaWF0IjoxNzY3" +
      "MjI1NjAwLCJleHAiOjQxMDI0NDQ4MDAsIm5hdGlvbmFsaXRpZXMiOlsiR0IiLHsiLi4uIjoiMXFuVk5JQldRaHE1d2lCcTNoNExv" +
      "WEFvOC1aYU1Sc3Z6TmlfaWpJSjBNNCJ9XSwiX3NkX2FsZyI6InNoYS0yNTYiLCJjbmYiOnsiandrIjp7Imt0eSI6Ik9LUCIsImNy" +
      "diI6IkVkMjU1MTkiLCJ4IjoiakVIbGxkOVhydHRla1F4Tk04Uy0wMHRLRkZ4MV9qT05pdHpZdVRTOEJOcyJ9fX0.TAlf1fso2QeR" +
      "68w1mZ2vv1khBm6YPuDc_xnzhEmW3WhaWkpI3REaD4Zv5HL4FZP4ymGFLw9XqChMFm2ZH7L07A~WyJMNWxFaFZPWGUtblZUNzd2X" +
      "3c2NS13IiwiZ2l2ZW5fbmFtZSIsIkFkYSJd~WyJaV1F6eEFHSElSajlWV1hRdDA2aHVRIiwibG9jYWxpdHkiLCJFeGFtcGxldG9u" +
      "Il0~WyJpX1RFMEthY0Z5bVpfenZ5S2xLOUFBIiwiYWRkcmVzcyIseyJfc2QiOlsiM1BXM1ZVOHV1SDBiTGF0VWNTSktmOVVYU3h4" +
      "SV9IcVhxM01DaURiQ3c3USIsImVPc1RPNXBfbGdUR214Nmo3bnFpUVRNVVZPZm5sd05RR25VWlM5RzlENVEiLCJ3REQ2aFQ4bUc2" +
      "c2QwOEt5STE3REVHeW16TktDLXhQM0NHam13U3oza0FnIl0sImNvdW50cnkiOiJHQiJ9XQ~WyI0RUJmdVpfOThLcGZ0VXl4M29GO" +
      "FN3IiwiREUiXQ~eyJhbGciOiJFZDI1NTE5IiwidHlwIjoia2Irand0In0.eyJub25jZSI6Im4tMFM2X1d6QTJNaiIsImF1ZCI6Im" +
      "h0dHBzOi8vdmVyaWZpZXIuZXhhbXBsZS5vcmciLCJpYXQiOjE3NjcyMjU2MDAsInNkX2hhc2giOiJ6Qk4zbkI5eDFodVBiMXQzQ0" +
      "VfcHJpY0h6Q2FncHdXWk9LSFVjTUhhaVlVIn0.ewuy2mWWYX74tXyZq81HkDIBoXrtqDle5cwIMZJ6EQQWddwWvxM31pfsyu-rMO" +
      "AAP3xecscTJ1bsFfH8EY5tCQ",
    key: 
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AchPuVZjvTxYk8lWz4gF83648N5zjDRzYx2Q2ACfZzY\",\"y\":\"cGC9vTHoogDtuuYj2qy" +
      "4h2q6hjcXB7hjBANISHDbl-E\",\"alg\":\"ES256\",\"kid\":\"sig-1\"}",
    expects: true,
    at: "2026-01-01T00:01:00Z",
    expected: [
      "kb-audience https://verifier.example.org",
      "kb-nonce n-0S6_WzA2Mj",
    ],
  },
  {
    name: "dpop",
    token:
      "eyJhbGciOiJFUzI1NiIsInR5cCI6ImRwb3Arand0IiwiandrIjp7Imt0eSI6IkVDIiwiY3J2IjoiUC0yNTYiLCJ4IjoicmtoNEZP" +
      "U0FORHp2OTJ3OW5MQzV5cmtZY0MzZXVSMXJxT2JwbkZOSG81MCIsInkiOiJuVG9XS0MycDdyc1FrM191QzVnNlJWMXNPRzE5Q3M1" +
      "MS1pN2JuTjBiLTJNIn19.eyJqdGkiOiItZ1YzamYxa0ZwZjdoY1pIdUlxNTlBIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8" +
      "vYXBpLmV4YW1wbGUuY29tL29yZGVycyIsImlhdCI6MTc2NzIyNTYwMCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9" +
      "hTnk1OUlpS0NBcWtzbVFFbyIsIm5vbmNlIjoiZXlKN1NfekcuOCJ9.ApdTNq_Iexsfoc7Hgsrpcn4soviS1_vhoQH9DDqf81Y7ly" +
      "qWVpd6APs37ofOIo8igMtxhf36Qgae0RUm8kF4qQ",
    key: null,
    expects: false,
    at: "2026-01-01T00:01:00Z",
    expected: [
      "method POST",
      "url https://api.example.com/orders",
      "jkt b0o0ZxhnhfoBqneIOnHtkuubC7QJdClN-hhUBSMZD4Q",
      "access-token Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU",
      "nonce eyJ7S_zG.8",
    ],
  },
];
