import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';

export const ownSecrets: PlainRow = {
  name: 'own-secrets',
  assumed: "each secret that the call flow declares is in both regions' Secrets Manager, as text",
  reliedOnIn: 'functions/aws/own-secrets.ts: `own.secret` of the call flow, and the look-ups that need it',
  expected: 'a text in each region',
  change:
    'nothing in a file: aws secretsmanager create-secret --region REGION --name NAME --secret-string file://FILE',
  check: async ({ ownSecrets: secrets }) => {
    if (secrets.length === 0) return ok('the call flow declares none');
    const found = await Promise.all(
      secrets.map(async ({ region, name, problem }) => ({ region, name, problem: await problem() })),
    );
    const missing = found.filter(({ problem }) => problem !== undefined);
    return missing.length === 0
      ? ok('a text in each region')
      : differs(missing.map(({ region, name, problem }) => `${name} ${problem} in ${region}`).join('; '));
  },
};
