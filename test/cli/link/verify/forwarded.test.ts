import { CommandError } from '../../../../cli/kit/command-error.ts';
import type { HttpAnswer } from '../../../../cli/kit/send-http.ts';
import type { ApplicationFlow } from '../../../../cli/kit/application-flows.ts';
import { answered, failed, nccoOf, verifyA } from './a-deployment.ts';

const ADDRESS = 'https://voice.example.com/webhooks/answer';
const flow = (answerUrl = ADDRESS): ApplicationFlow => ({
  where: 'functions/call-flow.ts',
  numbers: [],
  forward: { answerUrl, eventUrl: 'https://voice.example.com/webhooks/event' },
});
const ABOUT = 'application at voice.example.com';
const asked = (answer: HttpAnswer, others: Parameters<typeof verifyA>[0] = {}) =>
  verifyA({
    flows: [flow()],
    answers: ({ url }) => (url.host === 'voice.example.com' ? answer : undefined),
    ...others,
  });
const toApplication = ({ requests }: Awaited<ReturnType<typeof verifyA>>) =>
  requests.filter(({ url }) => url.host === 'voice.example.com');

describe('verifyLink of an application that calls go on to', () => {
  it('asks it once, directly, for a call that no caller makes, and connects to public addresses only', async () => {
    const ran = await asked(answered(nccoOf('hello'), { connectMs: 20, responseMs: 60 }));
    expect(ran.lines).toEqual([]);
    expect(ran.of(ABOUT)).toEqual([
      { about: ABOUT, status: 'ok', text: 'the application answers: an NCCO in 80 of 500 ms' },
    ]);
    const sent = toApplication(ran);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: new URL(ADDRESS),
      headers: {
        authorization: expect.stringMatching(/^Bearer /),
        'x-forwarded-callback': expect.any(String),
      },
      lookup: expect.any(Function),
    });
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ from: '447700900999' });
  });

  it.each<[string, HttpAnswer, string]>([
    ['cannot be found', failed('name', 'ENOTFOUND'), 'ENOTFOUND'],
    ['is private', failed('name', 'ENOTPUBLIC'), 'ENOTPUBLIC'],
    ['answers 503', answered('', { status: 503 }), 'status 503'],
    ['answers 401', answered('{}', { status: 401 }), 'status 401'],
    ['redirects', answered('', { status: 302, headers: { location: '/login' } }), 'status 302 to /login'],
    ['serves a page', answered('<html>'), 'markup, expected an NCCO'],
    ['gives no NCCO', answered('[]'), 'an answer without one'],
    ['does not speak TLS', failed('tls', 'CERT_HAS_EXPIRED'), 'CERT_HAS_EXPIRED'],
  ])(
    'finds one that %s, asks it no second time, and speaks of no cold start',
    async (_what, answer, found) => {
      const ran = await asked(answer);
      expect(ran.lines).toEqual([expect.stringContaining(`drift ${ABOUT}: does not answer: `)]);
      expect(ran.lines[0]).toContain(found);
      expect(ran.lines[0]).not.toContain('most likely because of a cold start');
      expect(toApplication(ran)).toHaveLength(1);
    },
  );

  it('does not judge one that takes longer than the guard gives it by one request, and says how to measure it', async () => {
    const { lines } = await asked(answered(nccoOf('hello'), { connectMs: 100, responseMs: 450 }));
    expect(lines).toEqual([
      `not-checked ${ABOUT}: the application answers, and whether in time is not known: 550 ms from this machine, and timeouts: 'shipped' leaves it 500 ms → npm run link -- tune --forward`,
    ]);
  });

  it('does not ask it unsigned, nor at an address that the functions would not connect to', async () => {
    const unsigned = await asked(answered(nccoOf('hello')), { secret: undefined });
    expect(unsigned.of(ABOUT)).toMatchObject([{ status: 'not-checked' }]);
    const isPrivate = await verifyA({ flows: [flow('https://10.1.2.3/a')] });
    expect(isPrivate.lines).toEqual([expect.stringContaining('drift application https://10.1.2.3/a')]);
    expect(isPrivate.requests.map(({ url }) => url.host)).not.toContain('10.1.2.3');
    expect(toApplication(unsigned)).toEqual([]);
  });

  it('asks it where the local system has it, by its name, and trusts the authority there', async () => {
    const way = { connectTo: '127.0.0.1', port: 4711, authority: 'PEM' };
    const ran = await asked(answered(nccoOf('hello')), { wayTo: () => way });
    expect(toApplication(ran)).toEqual([expect.objectContaining({ ...way, url: new URL(ADDRESS) })]);
    expect(ran.of(ABOUT)).toMatchObject([{ status: 'ok' }]);
  });

  it('asks none that does not run in the local system, and finds no drift', async () => {
    const ran = await asked(failed('name', 'ENOTFOUND'), { wayTo: () => undefined });
    expect(toApplication(ran)).toEqual([]);
    expect(ran.lines).toEqual([
      `not-checked ${ABOUT}: it does not run in this local system, so its callers hear your own steps → start it with: npm run local -- --outputs FILE --app "COMMAND"`,
    ]);
  });

  it('asks none that is not guarded, and says nothing of undo', async () => {
    const ran = await asked(failed('name', 'ENOTFOUND'), {
      change: (voice) => ({
        ...voice,
        webhooks: { answer_url: { address: ADDRESS, http_method: 'POST' } },
      }),
    });
    expect(toApplication(ran).filter(({ headers }) => headers['x-forwarded-callback'] !== undefined)).toEqual(
      [],
    );
    const about = `application ${ADDRESS}`;
    expect(ran.of(about)).toMatchObject([
      { status: 'not-checked', text: expect.stringContaining('not guarded'), fix: 'npm run link -- apply' },
    ]);
    expect(ran.of(ABOUT)).toEqual([]);
    expect(JSON.stringify(ran.findings)).not.toContain('takes the guard out');
  });

  it('asks an application once that several call flows forward to', async () => {
    const ran = await asked(answered(nccoOf('hello')), { flows: [flow(), flow()] });
    expect(toApplication(ran)).toHaveLength(1);
  });

  it('says where a call flow cannot be loaded, and checks all else', async () => {
    const { lines } = await verifyA({ flows: new CommandError('it throws') });
    expect(lines).toEqual([expect.stringContaining('not-checked application: ')]);
    expect(lines[0]).toContain('it throws');
  });
});

it.each([
  ['{"code":"no-journal"}', 'by which its function refused'],
  ['{"code":"integration-timeout"}', 'most likely because of a cold start'],
  ['', 'most likely because of a cold start'],
])('a 503 with %s before a good answer is explained: %s', async (body, why) => {
  let asks = 0;
  const { of } = await verifyA({
    answers: ({ url }) =>
      url.pathname.endsWith('/event') && asks++ === 0 ? answered(body, { status: 503 }) : undefined,
  });
  expect(of('event_url')).toMatchObject([{ status: 'ok', text: expect.stringContaining(why) }]);
});
