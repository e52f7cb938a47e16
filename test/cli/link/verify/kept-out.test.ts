import {
  DISTRIBUTION,
  STATIC,
  STATIC_NCCO,
  answered,
  at,
  failed,
  nccoOf,
  refused,
  linesOf,
  verifyA,
} from './a-deployment.ts';
import type { Answers } from './a-deployment.ts';

describe('verifyLink without the signature secret', () => {
  const unsigned = { secret: undefined };

  it('checks all but what an answer holds, by name', async () => {
    const { lines, of, requests } = await verifyA(unsigned);
    expect(lines).toEqual([
      expect.stringMatching(
        /^not-checked answer_url: .*refuses an unsigned request as expected \(503\).*→ set VONAGE_SIGNATURE_SECRET/,
      ),
      expect.stringMatching(/^not-checked event_url: .*→ set VONAGE_SIGNATURE_SECRET/),
      expect.stringMatching(
        /^not-checked fallback_answer_url: an unsigned request gets the static NCCO.*→ set VONAGE/,
      ),
    ]);
    expect(of('static NCCO')).toEqual([expect.objectContaining({ status: 'ok' })]);
    expect(requests.every(({ headers }) => headers['authorization'] === undefined)).toBe(true);
  });

  it('finds a URL that anybody may call', async () => {
    const open = at({ '/answer': answered(nccoOf('one')), '/event': answered('') });
    expect((await linesOf(open, unsigned)).filter((line) => line.startsWith('drift'))).toEqual([
      expect.stringContaining(
        'drift answer_url: expected a refusal of an unsigned request, found 200: unauthenticated callers can call it',
      ),
      expect.stringContaining('drift event_url: expected a refusal of an unsigned request, found 200'),
    ]);
  });

  it('knows the refusal of the API without its distribution', async () => {
    const direct = { fallback: 'direct' as const };
    const { lines } = await verifyA({ ...unsigned, linked: direct, expected: direct });
    expect(lines[2]).toMatch(/^not-checked fallback_answer_url: .*as expected \(403\)/);
  });

  it('still finds slow and unreachable URLs', async () => {
    const slow = { ...refused(503, 'authorization-missing'), responseMs: 9000 };
    const lines = await linesOf(at({ '/answer': slow, '/event': failed('connect', 'timeout') }), unsigned);
    expect(lines.filter((line) => line.startsWith('drift'))).toEqual([
      expect.stringContaining('answer_url.socket_timeout'),
      expect.stringContaining('event_url: expected a connection'),
    ]);
  });
});

describe('verifyLink where addresses are looked at', () => {
  const keptOut: Answers = ({ url }) => {
    if (url.href === STATIC) return undefined;
    return url.href.startsWith(DISTRIBUTION)
      ? answered(STATIC_NCCO)
      : answered('{"message":"User: anonymous is not authorized"}', { status: 403 });
  };

  it.each(['ip', 'both'] as const)(
    'says that it is kept out, and not that something is wrong: %s',
    async (source) => {
      const lines = await linesOf(keptOut, { source });
      expect(lines).toEqual([
        expect.stringContaining(
          "not-checked answer_url: eu-central-1 refuses this machine's address (403) → run it from",
        ),
        expect.stringContaining('not-checked event_url: '),
        expect.stringContaining(
          'not-checked fallback_answer_url: the static NCCO instead of one of eu-west-1',
        ),
      ]);
      for (const line of lines) expect(line).toContain('source.operatorRanges');
    },
  );

  it('takes the same for drift where they are not looked at', async () => {
    const lines = await linesOf(keptOut);
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'drift answer_url',
      'drift event_url',
      'drift fallback_answer_url',
    ]);
  });

  it('takes another failure for drift in any mode', async () => {
    const lines = await linesOf(at({ '/answer': answered('{"message":"?"}', { status: 502 }) }), {
      source: 'both',
    });
    expect(lines).toEqual([expect.stringContaining('drift answer_url: expected 200, found 502')]);
  });

  it("takes a function's own refusal for drift in any mode", async () => {
    const lines = await linesOf(at({ '/answer': refused(403, 'signature-mismatch') }), { source: 'both' });
    expect(lines).toEqual([
      expect.stringContaining('drift answer_url: expected 200, found 403 (signature-mismatch)'),
    ]);
  });

  it('wants no signature where the address alone counts', async () => {
    const open: Answers = ({ url }) => {
      if (url.href === STATIC) return undefined;
      return answered(url.pathname.endsWith('/event') ? '' : nccoOf('anybody'));
    };
    expect(await linesOf(open, { source: 'ip', secret: undefined })).toEqual([]);
    expect(await linesOf(open, { source: 'ip' })).toEqual([]);
  });

  it('says that it is kept out without a secret too', async () => {
    const lines = await linesOf(keptOut, { source: 'ip', secret: undefined });
    expect(lines.every((line) => line.includes('source.operatorRanges'))).toBe(true);
  });
});
