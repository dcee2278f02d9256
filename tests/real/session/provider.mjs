// An OpenID provider for one site. It accepts every name. tests/real/session/openid.rs sets the variables.
import Provider from "oidc-provider";

const { PROVIDER_PORT: port, PROVIDER_SITE: site } = process.env;

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "news",
      client_secret: "of the client",
      redirect_uris: [`${site}redirect_uri`],
      post_logout_redirect_uris: [site],
    },
  ],
  claims: { profile: ["name"] },
  findAccount: (_, name) => ({ accountId: name, claims: () => ({ sub: name, name }) }),
});

provider.listen(port, "127.0.0.1");
