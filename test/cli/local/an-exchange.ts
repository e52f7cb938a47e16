import type { Bundles } from '../../../cli/local/bundles.ts';
import { readFunctionLine } from '../../../cli/local/function-line.ts';
import type { FunctionLine } from '../../../cli/local/function-line.ts';
import type { Exchange } from '../../../emulator/exchange.ts';

export const REQUEST_ID = 'a8b6f3f5-0000-4000-8000-000000000001';

export const anExchange = (changes: Partial<Exchange> = {}): Exchange => ({
  listener: 'primary',
  atMs: performance.now(),
  durationMs: 34.4,
  method: 'POST',
  url: '/prod/answer',
  status: 200,
  headers: { 'x-amzn-requestid': REQUEST_ID },
  body: '[{"action":"talk","text":"Hello."}]',
  ...changes,
});

/** What a function writes. */
export const logLine = (changes: object = {}): string =>
  JSON.stringify({
    level: 'info',
    route: 'answer',
    requestId: REQUEST_ID,
    status: 200,
    durationMs: 12,
    conversation: 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
    ...changes,
  });

export function aLine(changes: object = {}): FunctionLine {
  const line = readFunctionLine(logLine(changes));
  if (line === undefined) throw new Error('Expected a log line.');
  return line;
}

/** Knows one place of one bundle. */
export const BUNDLES = {
  placeOf: (file: string, line: number, column: number) =>
    Promise.resolve(
      file === '/b/answer/index.cjs' && line === 1 && column === 4321
        ? { file: 'functions/call-flow.ts', line: 14, column: 9, text: '  throw new Error("boom");' }
        : file === '/b/answer/index.cjs' && line === 1
          ? { file: 'node_modules/@middy/core/index.js', line: 191, column: 26, text: 'x' }
          : undefined,
    ),
} as unknown as Bundles;
