/* Trusted Types, as far as the page uses them. The DOM library of TypeScript does not have them. */

/** An address that a policy let pass. The browser takes it where it takes the address as text. */
interface TrustedScriptURL extends String {
  readonly __trusted: "script-url";
}

interface TrustedTypePolicy {
  createScriptURL(address: string): TrustedScriptURL;
}

interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): TrustedTypePolicy;
}

/** Absent in older browsers. */
declare var trustedTypes: TrustedTypePolicyFactory | undefined;

interface ServiceWorkerContainer {
  register(address: TrustedScriptURL | string | URL, options?: RegistrationOptions): Promise<ServiceWorkerRegistration>;
}
