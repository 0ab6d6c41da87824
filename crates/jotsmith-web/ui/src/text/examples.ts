/* Tokens and keys to look at: data, no rule. Each key is public, or a secret that stands here for all to read. A file
   of its own in the page, loaded when somebody asks for one. */

export interface Example {
  /** Its name in `en.example`. */
  readonly name: string;
  readonly token: string;
  readonly key: string | null;
  /** Whether the expected issuer and audience are filled in, for all to see. */
  readonly expects: boolean;
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
];
