/* The build lens: a token from nothing. Source on the left, product on the right; the tray of keys is the same. */
import { BuildForm } from "./build-form.tsx";
import { openInInspect, previewBuild, state } from "./build-state.ts";
import { kit } from "./kit.ts";
import { build } from "./text.ts";

const Result = () => {
  const { CopyButton, Icon, en } = kit;
  const product = state.built.value;
  return (
    <section class="pane build__result" aria-label={build.result} data-fresh={product?.fresh === false ? "no" : "yes"}>
      <header class="pane__head">
        <h2 class="pane__title">{build.result}</h2>
        <div class="pane__tools">
          <CopyButton text={product?.token ?? ""} what={en.token} name={en.copyToken} disabled={product === null} />
          <button type="button" class="button button--strong" disabled={product === null} onClick={openInInspect}>{build.open}</button>
        </div>
      </header>
      {product === null ? <p class="pane__empty">{build.resultEmpty}</p> : (
        <>
          {product.fresh ? null : <p class="build__warning"><Icon name="warn" /> {build.stale}</p>}
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
  const seen = state.preview.value;
  if (seen === null || seen.payload === null) return null;
  return (
    <section class="pane json-pane" data-part="payload" aria-label={build.inWords}>
      <header class="pane__head"><h2 class="pane__title">{build.inWords}</h2></header>
      <kit.JsonText part="payload" view={seen.payload} />
    </section>
  );
};

export const Build = () => {
  const ready = kit.engine.value === "ready";
  kit.useEffect(() => { if (ready) void previewBuild(); }, [ready]);
  return (
    <div class="build">
      <BuildForm />
      <div class="build__product">
        <Result />
        <Words />
        <kit.KeyTray />
      </div>
    </div>
  );
};
