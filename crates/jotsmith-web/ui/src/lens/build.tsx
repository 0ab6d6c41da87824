/* The build lens: a token from nothing. Source on the left, product on the right; the tray of keys is the same. */
import { useEffect } from "preact/hooks";
import { BuildForm } from "../component/build-form.tsx";
import { CopyButton } from "../component/copy-button.tsx";
import { Icon } from "../component/icon.tsx";
import { JsonText } from "../component/json-pane.tsx";
import { KeyTray } from "../component/key-tray.tsx";
import { openInInspect, previewBuild } from "../state/build.ts";
import { buildPreview, built, engine } from "../state/store.ts";
import { en } from "../text/en.ts";

const Result = () => {
  const product = built.value;
  return (
    <section class="pane build__result" aria-label={en.build.result} data-fresh={product?.fresh === false ? "no" : "yes"}>
      <header class="pane__head">
        <h2 class="pane__title">{en.build.result}</h2>
        <div class="pane__tools">
          <CopyButton text={product?.token ?? ""} what={en.token} name={en.copyToken} disabled={product === null} />
          <button type="button" class="button button--strong" disabled={product === null} onClick={openInInspect}>{en.build.open}</button>
        </div>
      </header>
      {product === null ? <p class="pane__empty">{en.build.resultEmpty}</p> : (
        <>
          {product.fresh ? null : <p class="build__warning"><Icon name="warn" /> {en.build.stale}</p>}
          {/* The parts stand in the order of the compact form. */}
          <p class="build__token" translate={false}>
            {product.token.split(".").map((piece, at) => (
              <>{at === 0 ? null : <b class="build__dot">.</b>}<span class="build__piece" data-part={["header", "payload", "signature"][at]}>{piece}</span></>
            ))}
          </p>
          {product.warnings.map((warning) => <p class="build__warning"><Icon name="warn" /> {warning}</p>)}
        </>
      )}
    </section>
  );
};

const Words = () => {
  const seen = buildPreview.value;
  if (seen === null || seen.payload === null) return null;
  return (
    <section class="pane json-pane" data-part="payload" aria-label={en.build.inWords}>
      <header class="pane__head"><h2 class="pane__title">{en.build.inWords}</h2></header>
      <JsonText part="payload" view={seen.payload} />
    </section>
  );
};

export const Build = () => {
  const ready = engine.value === "ready";
  useEffect(() => { if (ready) void previewBuild(); }, [ready]);
  return (
    <div class="build">
      <BuildForm />
      <div class="build__product">
        <Result />
        <Words />
        <KeyTray />
      </div>
    </div>
  );
};
