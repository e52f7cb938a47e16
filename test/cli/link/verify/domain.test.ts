import type { HttpAnswer } from '../../../../cli/kit/send-http.ts';
import { DOMAIN, twoRegionsWithDomain } from '../two-regions.ts';
import { answered, DAY_MS, failed, NOW_MS, refused, verifyA } from './a-deployment.ts';
import type { Answers, Deployed } from './a-deployment.ts';

const verify = (deployed: Deployed = {}) => verifyA({ outputs: twoRegionsWithDomain, ...deployed });

/** These regions answer so by the name; what the name itself answers where it leads is another thing. */
const inRegions =
  (answers: Readonly<Record<string, HttpAnswer>>): Answers =>
  ({ connectTo }) =>
    Object.entries(answers).find(([host]) => connectTo?.startsWith(`d-${host}.`))?.[1];
const byName =
  (answer: HttpAnswer): Answers =>
  ({ url, connectTo }) =>
    url.host === DOMAIN && connectTo === undefined && url.pathname === '/answer' ? answer : undefined;

describe('verifyLink with a domain', () => {
  it('finds nothing wrong where the name answers and could lead to either region', async () => {
    const { lines, findings } = await verify();
    expect(lines).toEqual([]);
    expect(findings.map(({ about, text }) => `${about}: ${text}`)).toEqual(
      expect.arrayContaining([
        'independence: answer and event URL lead to voice.example.com (eu-central-1 first), the fallback URL to eu-west-1, through its CloudFront distribution',
        'voice.example.com in eu-central-1: 200: the domain can lead there',
        'voice.example.com in eu-west-1: 200: the domain can lead there',
        'certificate of voice.example.com in eu-central-1: 100 days left',
        'certificate of voice.example.com in eu-west-1: 100 days left',
      ]),
    );
    expect(findings.map(({ about }) => about)).not.toContain('certificate of voice.example.com');
  });

  it("asks both regions for their health by the name, at the host that each one's record leads to", async () => {
    const { requests } = await verify();
    const halves = requests.filter(({ connectTo }) => connectTo !== undefined);
    expect(halves.map(({ method, url, connectTo }) => [method, url.href, connectTo])).toEqual([
      ['GET', 'https://voice.example.com/health', 'd-one.example.com'],
      ['GET', 'https://voice.example.com/health', 'd-two.example.com'],
    ]);
    // Anybody may ask for it, so nothing is signed.
    for (const { headers } of halves) expect(headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['has no mapping of it', refused(403, 'forbidden'), 'found 403'],
    ['has no certificate of it', failed('tls', 'CERT_HAS_EXPIRED'), 'found tls: CERT_HAS_EXPIRED'],
    ['is not healthy', refused(502, 'integration-failure'), 'found 502'],
  ])('finds a region that %s, though the name does not lead there', async (_case, answer, found) => {
    const { lines } = await verify({ answers: inRegions({ two: answer }) });
    expect(lines).toEqual([
      expect.stringMatching(
        /^drift voice\.example\.com in eu-west-1: expected 200 from \/health by that name, .* → if eu-west-1 itself/,
      ),
    ]);
    expect(lines[0]).toContain(found);
  });

  it('finds a certificate that is not renewed in the region that the name does not lead to', async () => {
    const old = answered('', { certificateEndsMs: NOW_MS + 3 * DAY_MS });
    const { lines } = await verify({ answers: inRegions({ two: old }) });
    expect(lines).toEqual([
      expect.stringContaining(
        'drift certificate of voice.example.com in eu-west-1: expected 21 days at least, found 3',
      ),
    ]);
  });

  it('leads around a name that does not answer, to a region that does', async () => {
    const gone = failed('name', 'ENOTFOUND');
    const { lines } = await verify({ answers: byName(gone), flags: { outputs: 'o.json' } });
    expect(lines).toEqual([
      'drift answer_url: expected an address of voice.example.com, found ENOTFOUND (ENOTFOUND in detail) → if this lasts 3 minutes (the time in which Route 53 moves the name): npm run link -- apply --outputs o.json --primary eu-west-1, until voice.example.com answers again',
    ]);
  });

  it('leads to the region that is healthy by the name', async () => {
    const answers: Answers = (request, isGenuine) =>
      byName(refused(502, 'x'))(request, isGenuine) ??
      inRegions({ two: failed('connect', 'ECONNREFUSED') })(request, isGenuine);
    const { of } = await verify({ answers });
    expect(of('answer_url')[0]?.fix).toContain('apply --primary eu-central-1, until');
  });

  it('leads nowhere where neither region is healthy by it', async () => {
    const answers: Answers = (request, isGenuine) =>
      byName(refused(502, 'x'))(request, isGenuine) ??
      inRegions({ one: refused(502, 'x'), two: failed('connect', 'ECONNREFUSED') })(request, isGenuine);
    const { of } = await verify({ answers });
    expect(of('answer_url')[0]?.fix).toBe(
      'check eu-central-1 and eu-west-1: neither is healthy by that name, so no swap would help',
    );
  });

  it('names the region behind the name where that refuses', async () => {
    const { of } = await verify({ answers: byName(refused(401, 'secret-not-configured')) });
    expect(of('answer_url')[0]?.fix).toContain('the secret of the region behind voice.example.com');
  });

  it('keeps the name where CloudFront is unreachable', async () => {
    const answers: Answers = ({ url }) =>
      url.host === 'two-front.example.com' ? failed('connect', 'ECONNREFUSED') : undefined;
    const { of } = await verify({ answers });
    expect(of('fallback_answer_url')[0]?.fix).toBe(
      'if CloudFront is down: npm run link -- apply --fallback direct',
    );
  });

  it('tells a swap around the name from drift, and the way back', async () => {
    const { of } = await verify({ linked: { primary: 'eu-west-1' } });
    expect(of('application')).toEqual([
      {
        about: 'application',
        status: 'drift',
        text: 'expected voice.example.com to answer and the fallback by its CloudFront distribution, found what "apply --primary eu-west-1" writes',
        fix: 'npm run link -- apply once the deployment is healthy again; or, to keep this configuration, verify with --primary eu-west-1',
      },
    ]);
  });

  it('tells the name from a swap around it that was expected', async () => {
    const { of } = await verify({ expected: { primary: 'eu-west-1' }, flags: { primary: 'eu-west-1' } });
    expect(of('application')[0]).toMatchObject({
      text: 'expected eu-west-1 as primary and the fallback by its CloudFront distribution, found what "apply" writes',
      fix: 'npm run link -- apply --primary eu-west-1 once the deployment is healthy again; or, to keep this configuration, verify without --primary',
    });
  });

  it('finds a fallback in the region that the name leads to first', async () => {
    const { of } = await verify({
      change: (voice) => {
        const webhooks = voice['webhooks'] as Record<string, Record<string, string>>;
        const fallback = {
          ...webhooks['fallback_answer_url'],
          address: 'https://one-front.example.com/fallback',
        };
        return { ...voice, webhooks: { ...webhooks, fallback_answer_url: fallback } };
      },
    });
    expect(of('independence').map(({ text }) => text)).toEqual(
      ['answer_url', 'event_url'].map(
        (webhook) => `expected fallback_answer_url in another region than ${webhook}, found eu-central-1`,
      ),
    );
  });
});
