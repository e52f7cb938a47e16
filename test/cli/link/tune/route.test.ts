import { journalKey } from '../../../../contracts/journal/journal-key.ts';
import { legOutcome } from '../../../../functions/ladder/leg-outcome.ts';
import { verifySource } from '../../../../functions/auth/authenticate.ts';
import { readToken } from '../../../../functions/auth/read-token.ts';
import { parseFallback } from '../../../../functions/webhook/parse-call.ts';
import { settings } from '../../../fixtures/own/settings.ts';
import { regionalOutputs } from '../../../../contracts/outputs.ts';
import type { HttpRequest } from '../../../../cli/kit/send-http.ts';
import { routesOf } from '../../../../cli/link/tune/route.ts';
import { voiceCapability } from '../../../../contracts/voice-capability.ts';
import { webhookUrlsOf } from '../../../../contracts/webhook-urls.ts';
import { ID, NOW_MS, SECRET } from '../verify/a-deployment.ts';
import { twoRegions, twoRegionsWithDomain } from '../two-regions.ts';

const { primary } = regionalOutputs(twoRegions);
const { apiKey } = settings.vonage;
const routes = (choice = {}) =>
  routesOf(voiceCapability(twoRegions, choice), primary.WebsocketDisconnectedUrl, {
    apiKey,
    applicationId: ID,
    signatureSecret: SECRET,
  });
const bodyOf = ({ body }: HttpRequest) => JSON.parse(body ?? '{}') as Record<string, unknown>;
const fieldsOf = (request: HttpRequest): Record<string, unknown> =>
  request.method === 'GET' ? Object.fromEntries(request.url.searchParams) : bodyOf(request);

describe('routesOf', () => {
  it('names every URL that Vonage calls, with the webhook whose timeouts it calls it with', () => {
    expect(routes().map(({ name, webhook, address }) => [name, webhook, address])).toEqual([
      ['answer', 'answer_url', 'https://one.example.com/prod/answer'],
      ['event', 'event_url', 'https://one.example.com/prod/event'],
      ['websocket-disconnected', 'event_url', 'https://one.example.com/prod/websocket-disconnected'],
      ['fallback', 'fallback_answer_url', 'https://two-front.example.com/fallback'],
    ]);
    expect(routes({ fallback: 'direct' })[3]?.address).toBe('https://two.example.com/prod/fallback');
  });

  it('goes on to no application that a guarded deployment forwards to', () => {
    for (const { request } of routes())
      expect(request(NOW_MS).headers).toMatchObject({ 'x-forwarded-callback': 'link' });
  });

  it('reports a lost bot where answers were asked for: by the domain', () => {
    const { primary: byDomain } = regionalOutputs(twoRegionsWithDomain);
    const { websocketDisconnected } = webhookUrlsOf(byDomain, undefined);
    const found = routesOf(voiceCapability(twoRegionsWithDomain), websocketDisconnected, {
      apiKey,
      applicationId: ID,
      signatureSecret: SECRET,
    });
    expect(found.map(({ address }) => new URL(address).host)).toEqual([
      ...['voice.example.com', 'voice.example.com', 'voice.example.com'],
      'two-front.example.com',
    ]);
  });

  it('asks for what follows a person who does not answer where there is no bot', () => {
    const signer = { apiKey, applicationId: ID, signatureSecret: SECRET };
    const { WebsocketDisconnectedUrl: url } = primary;
    const [, , lost] = routesOf(voiceCapability(twoRegions), url, signer, { websocketUri: null });
    expect(lost?.address).toBe(`${url}?rung=person`);
    const fields = bodyOf(lost?.request(NOW_MS) as HttpRequest);
    expect(fields).toMatchObject({ status: 'unanswered' });
    expect(legOutcome(String(fields['status']))).toBe('gone');
    expect(JSON.stringify(fields)).not.toContain('wss:');
  });

  it('signs each request so that the functions take it', () => {
    for (const { request } of [...routes(), ...routes({ primary: 'eu-west-1' })]) {
      const { method, url, headers, body = '' } = request(NOW_MS);
      const raw = {
        method,
        header: (name: string) => [headers[name] ?? ''],
        query: Object.fromEntries(url.searchParams),
        pathParameters: {},
        body: Buffer.from(body),
      };
      const token = readToken(raw);
      if (!token.ok) throw new Error(`no token: ${token.code}`);
      const trust = { apiKey, applicationIds: [ID], secrets: [{ name: 'current' as const, value: SECRET }] };
      expect(verifySource(raw, token, trust, NOW_MS)).toMatchObject({ ok: true });
    }
  });

  it('sends no event twice, all of one conversation, so that each is a write', () => {
    const [, event, dropped] = routes();
    const requests = [1, 2, 3].flatMap(() =>
      [event, dropped].flatMap((route) => route?.request(NOW_MS) ?? []),
    );
    const keys = requests.map((request) => journalKey(bodyOf(request)));
    expect(new Set(keys).size).toBe(6);
    for (const key of keys) expect(key).toMatch(/^calls\/2026-01-01\/link-tune\/2026-01-01T12-00-00/);
  });

  it('asks the ladder for what a caller waits for: another bot', () => {
    const request = routes()[2]?.request(NOW_MS);
    if (request === undefined) throw new Error('no request');
    expect(legOutcome(String(bodyOf(request)['status']))).toBe('gone');
    expect(bodyOf(request)).toMatchObject({ to: settings.websocketUri?.primary, headers: { attempt: 1 } });
  });

  it('asks the fallback for a call’s first NCCO, with GET as with POST', () => {
    const get = routes({ primary: 'eu-west-1' })[3]?.request(NOW_MS);
    const post = routes()[3]?.request(NOW_MS);
    expect([get?.method, post?.method]).toEqual(['GET', 'POST']);
    for (const request of [get, post]) {
      if (request === undefined) throw new Error('no request');
      expect(parseFallback(fieldsOf(request))).toMatchObject({
        original: 'answer',
        reason: 'Connection closed.',
      });
    }
  });
});
