import { inWords, nccoOf, CALL, pressed, regionOf, urlIn } from '../functions/flow/a-menu.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { flowOfPage } from './flow-of-page.ts';
import { fencedIn, readText } from './markdown.ts';

const fenced = fencedIn(readText('docs/moving-an-application.md'));
const express = fenced.find((code) => code.includes('app.post(')) ?? '';
const flow = fenced.find((code) => code.includes('defineFlow(')) ?? '';

type Handler = (req: object, res: { readonly json: (ncco: Ncco) => void }) => void;

/** What a caller of the Express application hears: its routes, without a server. */
function heardThere(keys: readonly (string | null)[]): readonly string[] {
  const routes: Record<string, Handler> = {};
  const app = { post: (path: string, handler: Handler) => void (routes[path] = handler) };
  new Function('app', express)(app);
  let ncco: Ncco = [];
  const ask = (path: string, body: object) =>
    routes[path]?.({ body, hostname: 'app.example.com' }, { json: (sent) => void (ncco = sent) });
  ask('/webhooks/answer', CALL);
  for (const digits of keys) ask('/webhooks/dtmf', { ...CALL, dtmf: { digits } });
  return inWords(ncco);
}

it.each([[[]], [['1']], [['2']], [['7']], [[null, '1']], [['7', null]], [['7', '9', null]]])(
  'the flow of docs/moving-an-application.md says what its Express application says, after %j',
  async (keys) => {
    const region = regionOf(await flowOfPage(flow));
    let ncco = nccoOf(await region.answer());
    for (const digits of keys) ncco = nccoOf(await region.event(urlIn(ncco), pressed(digits)));
    const there = heardThere(keys);
    expect(there.length).toBeGreaterThan(0);
    expect(inWords(ncco).slice(0, there.length)).toEqual(there);
  },
);
