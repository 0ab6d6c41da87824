//! Claims that one product puts into its tokens. They are private claims: only its maker says what they mean.

/// A claim of a product.
#[derive(Debug)]
pub(super) struct Vendor {
    /// Whose it is.
    pub(super) product: &'static str,
    /// Its name; with a star at the end, the start of its name.
    pub(super) name: &'static str,
    /// A few words.
    pub(super) short: &'static str,
    /// One sentence.
    pub(super) sentence: &'static str,
}

const fn claim(
    product: &'static str,
    name: &'static str,
    short: &'static str,
    sentence: &'static str,
) -> Vendor {
    Vendor { product, name, short, sentence }
}

const AUTH0: &str = "Auth0";
const COGNITO: &str = "Amazon Cognito";
const ENTRA: &str = "Microsoft Entra";
const FIREBASE: &str = "Firebase";
const GITHUB: &str = "GitHub Actions";
const GOOGLE: &str = "Google";
const KEYCLOAK: &str = "Keycloak";
const KUBERNETES: &str = "Kubernetes";
const OKTA: &str = "Okta";
const SUPABASE: &str = "Supabase";

#[rustfmt::skip] // A table: a claim and its words.
pub(super) const CLAIMS: &[Vendor] = &[
    claim(KEYCLOAK, "realm_access", "roles in the realm", "The roles of the user in the whole realm."),
    claim(KEYCLOAK, "resource_access", "roles in clients", "The roles of the user in each client."),
    claim(KEYCLOAK, "session_state", "session id", "The login session; newer versions use sid."),
    claim(KEYCLOAK, "allowed-origins", "web origins", "The origins from which a browser may use the token."),
    claim(KEYCLOAK, "typ", "kind of token", "Which token this is: Bearer, ID, Refresh, Offline or Logout. The header parameter typ is another thing."),
    claim(KEYCLOAK, "authorization", "permissions", "What the user may do with which resources."),
    claim(KEYCLOAK, "clientId", "client id", "The client whose service account the token is for; newer versions use client_id."),
    claim(KEYCLOAK, "clientHost", "client host", "The host from which the client asked for the token of its service account."),
    claim(KEYCLOAK, "clientAddress", "client address", "The address from which the client asked for the token of its service account."),

    claim(ENTRA, "oid", "object id", "The user or application in its tenant, the same for every application: made to tell users apart."),
    claim(ENTRA, "tid", "tenant id", "The tenant that the user is signing in to."),
    claim(ENTRA, "ver", "version of the token", "Which version of the token format this is, 1.0 or 2.0. Okta writes the claim too."),
    claim(ENTRA, "upn", "user principal name", "The user's sign-in name. It can change, so it must not decide who somebody is."),
    claim(ENTRA, "unique_name", "display name", "A name to be shown. In spite of its name it need not be unique."),
    claim(ENTRA, "appid", "application id", "The client that uses the token, in tokens of version 1.0."),
    claim(ENTRA, "appidacr", "client authentication", "How the client proved itself, in tokens of version 1.0: 0 not at all, 1 by a secret, 2 by a certificate."),
    claim(ENTRA, "azpacr", "client authentication", "How the client proved itself: 0 not at all, 1 by a secret, 2 by a certificate."),
    claim(ENTRA, "app_displayname", "application name", "The name of the client, to be shown."),
    claim(ENTRA, "idp", "identity provider", "Who authenticated the user."),
    claim(ENTRA, "idtyp", "kind of subject", "Whether the token stands for a user or for an application."),
    claim(ENTRA, "scp", "scopes", "What the token permits in the name of the user. Okta writes the claim as an array."),
    claim(ENTRA, "wids", "directory roles", "The roles of the user in the whole tenant."),
    claim(ENTRA, "hasgroups", "more groups", "The user has more groups than fit into the token."),
    claim(ENTRA, "ipaddr", "client address", "The address from which the user signed in."),
    claim(ENTRA, "deviceid", "device id", "The device the user signed in with."),
    claim(ENTRA, "onprem_sid", "on-premises id", "The user's security identifier in a directory on the premises."),
    claim(ENTRA, "acct", "account status", "0 for a member of the tenant, 1 for a guest."),
    claim(ENTRA, "acrs", "authentication contexts", "The operations for which the sign-in was strong enough."),
    claim(ENTRA, "pwd_exp", "password expires", "After how many seconds from iat on the password of the user expires."),
    claim(ENTRA, "pwd_url", "password page", "The address where the user can change the password."),
    claim(ENTRA, "ctry", "country", "The country or region of the user, as two letters."),
    claim(ENTRA, "puid", "internal user id", "The user, by an id for Microsoft's own services."),
    claim(ENTRA, "in_corp", "inside the network", "The client signed in from inside the network of the organization; absent otherwise."),
    claim(ENTRA, "aio", "internal", "Used by Microsoft Entra itself; to be ignored."),
    claim(ENTRA, "rh", "internal", "Used by Microsoft Entra itself; to be ignored."),
    claim(ENTRA, "uti", "token id", "A name for this one token, much as jti."),
    claim(ENTRA, "tfp", "user flow", "The policy of Azure AD B2C by which the user signed in."),
    claim(ENTRA, "extension_*", "directory extension", "An attribute that the tenant added to its directory."),
    claim(ENTRA, "xms_edov", "e-mail domain checked", "Whether the owner of the domain of the e-mail address was verified. Where it is not true, the address must not decide who somebody is."),
    claim(ENTRA, "xms_*", "internal", "Used by Microsoft Entra and its services."),

    claim(AUTH0, "permissions", "permissions", "What the token permits at the API it is for."),
    claim(AUTH0, "gty", "grant", "By which grant the token was obtained."),
    claim(AUTH0, "org_id", "organization", "The organization that the user signed in to."),
    claim(AUTH0, "org_name", "organization name", "The name of the organization that the user signed in to."),

    claim(OKTA, "cid", "client id", "The client that asked for the token."),
    claim(OKTA, "uid", "user id", "The user, by the id that never changes."),

    claim(COGNITO, "cognito:username", "user name", "The name of the user in the user pool."),
    claim(COGNITO, "cognito:groups", "groups", "The groups of the user in the user pool."),
    claim(COGNITO, "cognito:roles", "AWS roles", "The AWS roles of the user's groups."),
    claim(COGNITO, "cognito:preferred_role", "preferred AWS role", "The AWS role of the group that takes precedence."),
    claim(COGNITO, "cognito:*", "about the user", "Something the user pool says of the user."),
    claim(COGNITO, "custom:*", "custom attribute", "An attribute that the owner of the user pool added."),
    claim(COGNITO, "token_use", "kind of token", "Which token this is: id or access."),
    claim(COGNITO, "origin_jti", "id of the login", "What all tokens of one login have in common, so that they can be called back together."),
    claim(COGNITO, "event_id", "event id", "The sign-in event."),
    claim(COGNITO, "device_key", "device", "The device that was remembered."),
    claim(COGNITO, "version", "version of the token", "Which version of the access token's form this is."),
    claim(COGNITO, "identities", "linked identities", "The identity providers that the user came from."),

    claim(FIREBASE, "firebase", "sign-in", "How the user signed in, and the identities the user has there."),
    claim(FIREBASE, "user_id", "user id", "The user, the same as sub."),
    claim(GOOGLE, "hd", "hosted domain", "The Google Workspace domain of the user."),

    claim(SUPABASE, "role", "database role", "The role under which the database is used: anon, authenticated or service_role."),
    claim(SUPABASE, "aal", "assurance level", "How sure the login was: aal1, or aal2 after a second factor."),
    claim(SUPABASE, "session_id", "session id", "The login session."),
    claim(SUPABASE, "app_metadata", "data of the application", "What the application says of the user. The user cannot change it."),
    claim(SUPABASE, "user_metadata", "data of the user", "What the user can change, so nothing may be permitted because of it."),
    claim(SUPABASE, "is_anonymous", "anonymous", "Whether the user signed in without saying who it is."),
    claim(SUPABASE, "phone", "telephone number", "The telephone number of the user."),

    claim(KUBERNETES, "kubernetes.io", "service account", "The namespace, the service account and the pod that the token belongs to."),
    claim(KUBERNETES, "kubernetes.io/serviceaccount/namespace", "namespace", "The namespace, in tokens of the old kind that never expire."),
    claim(KUBERNETES, "kubernetes.io/serviceaccount/secret.name", "secret name", "The secret that holds this token, which is of the old kind that never expires."),
    claim(KUBERNETES, "kubernetes.io/serviceaccount/service-account.name", "service account", "The service account, in tokens of the old kind that never expire."),
    claim(KUBERNETES, "kubernetes.io/serviceaccount/service-account.uid", "service account id", "The id of the service account, in tokens of the old kind that never expire."),

    claim(GITHUB, "repository", "repository", "The repository whose workflow runs."),
    claim(GITHUB, "repository_owner", "owner of the repository", "Who owns the repository."),
    claim(GITHUB, "repository_visibility", "visibility", "Whether the repository is public, private or internal."),
    claim(GITHUB, "repository_id", "repository id", "The repository, by the id that stays when it is renamed."),
    claim(GITHUB, "repository_owner_id", "id of the owner", "The owner of the repository, by the id that stays when the name changes."),
    claim(GITHUB, "workflow", "workflow name", "The name of the workflow."),
    claim(GITHUB, "workflow_ref", "workflow", "The file of the workflow, and its version."),
    claim(GITHUB, "job_workflow_ref", "reusable workflow", "The file of the workflow that the job comes from, and its version."),
    claim(GITHUB, "actor", "actor", "Who started the workflow."),
    claim(GITHUB, "actor_id", "actor id", "Who started the workflow, by the id that stays when the name changes."),
    claim(GITHUB, "sha", "commit", "The commit that the workflow runs for. GitLab writes the claim too."),
    claim(GITHUB, "ref_type", "kind of ref", "Whether ref is a branch or a tag. GitLab writes the claim too."),
    claim(GITHUB, "head_ref", "source branch", "The branch that a pull request comes from."),
    claim(GITHUB, "base_ref", "target branch", "The branch that a pull request goes into."),
    claim(GITHUB, "environment", "environment", "The environment that the job deploys to. GitLab writes the claim too."),
    claim(GITHUB, "event_name", "event", "What started the workflow."),
    claim(GITHUB, "run_id", "run", "The run of the workflow."),
    claim(GITHUB, "run_attempt", "attempt", "Which attempt of the run this is: 1, and more after each new start."),
    claim(GITHUB, "runner_environment", "runner", "Whether the runner is GitHub's or the owner's own."),
];
