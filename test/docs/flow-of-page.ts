import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallFlow } from '../../functions/define-flow.ts';
import { loadCallFlow } from '../../infra/load-call-flow.ts';

/** The call flow of a page, as a reader would write it into functions/call-flow.ts. */
export async function flowOfPage(code: string): Promise<CallFlow> {
  // Beside that file, because it imports what that imports.
  const folder = mkdtempSync(fileURLToPath(new URL('../../functions/page-', import.meta.url)));
  try {
    const file = join(folder, 'call-flow.ts');
    writeFileSync(file, code.replaceAll("'../", "'../../").replaceAll("'./", "'../"));
    return (await loadCallFlow(file)) as CallFlow;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
