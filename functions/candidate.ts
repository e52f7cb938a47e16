import * as own from './call-flow.ts';
import type { CallFlow } from './define-flow.ts';

// Not own.candidate, of which esbuild warns where there is none.
const exported: Readonly<Record<string, CallFlow | undefined>> = { ...own };

/** The call flow that a share of calls takes (docs/canary.md); undefined where functions/call-flow.ts exports none. */
export const candidate = exported['candidate'];
