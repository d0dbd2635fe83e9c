import { lastValue } from '../flags.ts';
import type { Call, Plan } from '../form.ts';
import { err, joined, type Output, out } from '../output.ts';
import { isFine, jsonOf, type Reply } from '../wire.ts';

type Read = (call: Call) => Plan | Output;

const STORED = `
WARNING! Your credentials are stored unencrypted in '/root/.docker/config.json'.
Configure a credential helper to remove this warning. See
https://docs.docker.com/go/credential-store/

`;

export const login: Read = (call) => {
  const { flags, operands, hosts } = call;
  const host = operands[0] ?? '';
  const user = lastValue(flags, '-u');
  const secret = lastValue(flags, '-p');
  if (host !== hosts.registry)
    return err(
      `Error response from daemon: Get "https://${host === '' ? 'registry-1.docker.io' : host}/v2/": dial tcp: lookup ${host === '' ? 'registry-1.docker.io' : host}: no such host\n`,
    );
  if (user === null || secret === null)
    return err('Error: Cannot perform an interactive login from a non TTY device\n');
  const as = { user, secret };
  return {
    opening: [],
    run: async (wire) => {
      const warning = err('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n', 0);
      const query = `account=${encodeURIComponent(user)}&client_id=docker&offline_token=true&service=${encodeURIComponent(host)}`;
      const reply = await wire.ask({ service: 'registry', path: `/token?${query}`, as });
      if (!isFine(reply))
        return joined(
          warning,
          err(`Error response from daemon: Get "https://${host}/v2/": unauthorized: ${detailsIn(reply)}\n`),
        );
      wire.login = as;
      return joined(warning, err(STORED, 0), out('Login Succeeded\n'));
    },
  };
};

function detailsIn(reply: Reply): string {
  const found = jsonOf(reply) as { readonly details?: string } | null;
  return found?.details ?? 'authentication required';
}

export const logout: Read = (call) => {
  const host = call.operands[0] ?? '';
  return {
    opening: [],
    run: async (wire) => {
      if (host === call.hosts.registry) wire.login = null;
      return out(
        host === call.hosts.registry
          ? `Removing login credentials for ${host}\n`
          : `Not logged in to ${host === '' ? 'https://index.docker.io/v1/' : host}\n`,
      );
    },
  };
};
