import { randomUUID } from 'node:crypto';
import { markdownTable } from '../../../cli/kit/table.ts';
import { CHECKS } from './checks.ts';
import { failingVectors } from './failing-vectors.ts';
import { verifierWithout } from './verifier-without.ts';

/** A check, and the vectors that fail without it. */
export interface CheckResult {
  readonly name: string;
  readonly file: string;
  /** The function that makes it. */
  readonly of: string;
  readonly failing: readonly string[];
}

/**
 * Takes out each check in turn and judges every vector.
 * @throws where a vector fails although nothing was taken out
 */
export async function tryWithoutEachCheck(): Promise<readonly CheckResult[]> {
  const context = {
    // @vonage/jwt reads `exp` and `nbf` by the machine's clock.
    nowMs: Math.floor(Date.now() / 1000) * 1000,
    apiKey: 'abcd1234',
    applicationId: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
    currentSecret: randomUUID(),
  };
  const whole = await failingVectors(await verifierWithout(), context);
  if (whole.length > 0) throw new Error(`With every check in place these fail: ${whole.join('; ')}.`);
  const results: CheckResult[] = [];
  for (const check of CHECKS) {
    const failing = await failingVectors(await verifierWithout(check), context);
    results.push({ name: check.name, file: check.file, of: check.of, failing });
  }
  return results;
}

const NAMED = 3;

/** The results as Markdown; the same for the same code and vectors. */
export function checksTable(results: readonly CheckResult[], vectors: number): string {
  const rows = results.map(({ name, file, of, failing }) => {
    const others = failing.length > NAMED ? `; and ${String(failing.length - NAMED)} more` : '';
    const named = failing.slice(0, NAMED).join('; ') + others;
    return [name, `[\`${of}\`](../${file})`, String(failing.length), named];
  });
  return `# What each check of the verifier is for

Each check was taken out of a copy of the verifier by the name of the function that makes it, and all ${String(vectors)} vectors of
[drill/callbacks/vectors.json](../drill/callbacks/vectors.json) and [state-vectors.json](../drill/callbacks/state-vectors.json) were judged by what was left: these fail. With every check
in place none does. Written by \`npm run verifier-checks\`; a test holds it up to date.

${markdownTable([['Check removed', 'Made by', 'Vectors that fail', 'Which'], ...rows]).join('\n')}
`;
}
