/* The inspect lens: the token, what it holds, what stands against it, and what it is held against. */
import { Expectations } from "../component/expectations.tsx";
import { Findings } from "../component/findings.tsx";
import { Inside } from "../component/inside.tsx";
import { JsonPane } from "../component/json-pane.tsx";
import { KeyTray } from "../component/key-tray.tsx";
import { SignaturePane } from "../component/signature-pane.tsx";
import { TokenPane } from "../component/token-pane.tsx";

export const Inspect = () => (
  <div class="inspect">
    <TokenPane />
    <div class="inspect__decoded">
      <JsonPane part="header" />
      <JsonPane part="payload" />
      <SignaturePane />
      <Findings />
      <Inside of="Layers" />
    </div>
    <KeyTray />
    <Expectations />
  </div>
);
