import { judgeReply } from '../../../functions/synthetic-check/judge-reply.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';
import { answeredBy, NCCO, OTHER, OWN } from '../support/check.ts';
import { SETTINGS } from '../support/runtime.ts';

const asked = { refusesAwsAddresses: false, lastResort: lastResort(SETTINGS) };
const ofOther = { ...asked, target: 'other', region: OTHER } as const;
const ofOwn = { ...asked, target: 'own', region: OWN } as const;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('judgeReply', () => {
  it('takes a valid NCCO of the region that was asked', () => {
    expect(judgeReply(answeredBy(OTHER), ofOther)).toEqual({
      result: 'ok',
      needsAttention: false,
      answeredBy: OTHER,
      detail: `${OTHER} answered with a valid NCCO`,
    });
  });

  it('takes a content type with its character set', () => {
    const reply = answeredBy(OWN);
    const headers = { ...reply.headers, 'content-type': 'application/json; charset=utf-8' };
    expect(judgeReply({ ...reply, headers }, ofOwn).result).toBe('ok');
  });

  it('takes an answer that names no region for the static NCCO: it needs attention', () => {
    expect(judgeReply(answeredBy(null), ofOther)).toMatchObject({
      result: 'static',
      needsAttention: true,
      answeredBy: null,
      detail: expect.stringContaining(`${OTHER} refused this check or could not answer it`),
    });
  });

  it("expects the static NCCO where the other region's IP allow list refuses AWS's own addresses", () => {
    expect(judgeReply(answeredBy(null), { ...ofOther, refusesAwsAddresses: true })).toMatchObject({
      result: 'static',
      needsAttention: false,
      detail: expect.stringContaining('as expected'),
    });
  });

  it('does not take for its own what does not say so: there is no static tier behind its API', () => {
    expect(judgeReply(answeredBy(null), ofOwn)).toMatchObject({ result: 'failed', needsAttention: true });
  });

  it.each([ofOwn, ofOther])('does not take the last resort for an answer ($target)', (askedFor) => {
    const text = JSON.stringify(lastResort(SETTINGS));
    expect(judgeReply(answeredBy(askedFor.region, { text }), askedFor)).toMatchObject({
      result: 'failed',
      needsAttention: true,
      answeredBy: askedFor.region,
      detail: expect.stringContaining('its call flow threw'),
    });
  });

  it.each([
    ['another region', answeredBy(OWN), `${OWN} answered where ${OTHER} was asked`],
    [
      'a refusal',
      answeredBy(null, { status: 403, text: '{"code":"x"}' }),
      'found 403: "{\\"code\\":\\"x\\"}"',
    ],
    ['another 2xx', answeredBy(OTHER, { status: 204, text: '' }), 'expected status 200, found 204: nothing'],
    [
      'another content type',
      answeredBy(OTHER, { headers: { 'content-type': 'text/html' } }),
      'expected content type application/json, found text/html',
    ],
    [
      'a content type that only begins so',
      answeredBy(OTHER, { headers: { 'content-type': 'application/jsonlines' } }),
      'found application/jsonlines',
    ],
    [
      'no content type',
      answeredBy(OTHER, { headers: {} }),
      'expected content type application/json, found none',
    ],
    ['no JSON', answeredBy(OTHER, { text: '<html>' }), 'expected JSON, found "<html>"'],
    ['an empty NCCO', answeredBy(OTHER, { text: '[]' }), 'no valid NCCO: $: '],
    ['an invalid NCCO', answeredBy(OTHER, { text: '[{"action":"tlak"}]' }), 'no valid NCCO: $[0].action: '],
    ['an invalid static NCCO', answeredBy(null, { headers: JSON_TYPE, text: '{}' }), 'no valid NCCO: $: '],
  ])('fails for %s, and says why', (_case, reply, detail) => {
    expect(judgeReply(reply, ofOther)).toMatchObject({
      result: 'failed',
      needsAttention: true,
      detail: expect.stringContaining(detail),
    });
  });

  it('says a few of many problems', () => {
    const text = JSON.stringify(Array.from({ length: 50 }, () => ({ action: 'tlak' })));
    expect(judgeReply(answeredBy(OTHER, { text }), ofOther).detail.split('; ')).toHaveLength(3);
  });

  it('reads a valid NCCO in any layout', () => {
    const text = JSON.stringify(JSON.parse(NCCO), null, 4);
    expect(judgeReply(answeredBy(OWN, { text }), ofOwn).result).toBe('ok');
  });
});
