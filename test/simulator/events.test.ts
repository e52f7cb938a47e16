import { startApplication, type Application } from './support/application.ts';
import { hang, json, status } from './support/webhook-server.ts';

const ANSWER = { '/answer': [json([{ action: 'talk', text: 'Hello' }])] };
let app: Application;
afterEach(() => app.stop());

describe('the events of a call', () => {
  it('arrive in order: started, ringing, answered, completed', async () => {
    app = await startApplication(ANSWER);
    await app.place();
    expect(app.events()).toEqual(['started', 'ringing', 'answered', 'completed']);
    expect(app.server.to('/event').every(({ json: { direction } }) => direction === 'inbound')).toBe(true);
  });

  it('carry the fields of the webhook reference', async () => {
    app = await startApplication(ANSWER);
    await app.place();
    const [started, , answered, completed] = app.server.to('/event').map((event) => event.json);
    const common = ['from', 'to', 'uuid', 'conversation_uuid', 'status', 'direction', 'timestamp'];
    expect(Object.keys(started ?? {}).filter((name) => name !== 'headers')).toEqual(common);
    expect(started?.['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(answered).toMatchObject({ start_time: null, rate: null, network: null });
    expect(completed).toMatchObject({
      duration: '0',
      rate: '0.00450000',
      network: 'GB-FIXED',
      disconnected_by: 'platform',
    });
  });

  it('of the caller’s leg have empty headers or none, by seed', async () => {
    const found = new Set<string>();
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      app = await startApplication(ANSWER, { seed });
      await app.place();
      const headers = app.server.to('/event').map(({ json: { headers: each } }) => JSON.stringify(each));
      expect(new Set(headers).size).toBe(1);
      found.add(headers[0] ?? 'none');
    }
    expect(found).toEqual(new Set(['{}', 'none']));
  });

  it('are written to the history with their name, and expect no NCCO', async () => {
    app = await startApplication(ANSWER);
    await app.place();
    const events = app.of('request').filter(({ kind }) => kind === 'event');
    expect(events.map(({ event }) => event)).toEqual(['started', 'ringing', 'answered', 'completed']);
    expect(events.every(({ expectsNcco }) => !expectsNcco)).toBe(true);
    const outcomes = app.of('outcome').map(({ request }) => request);
    expect(new Set(outcomes)).toEqual(new Set(app.of('request').map(({ request }) => request)));
  });

  it('go out as GET when the application says so', async () => {
    app = await startApplication(ANSWER, { methods: { event: 'GET' } });
    await app.place();
    const events = app.server.to('/event');
    expect(events.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET']);
    expect(events.map(({ query }) => query.get('status'))).toEqual([
      'started',
      'ringing',
      'answered',
      'completed',
    ]);
  });

  it('are retried once on 503, and then lost, never sent to the fallback', async () => {
    app = await startApplication({ ...ANSWER, '/event': [status(503)] });
    await app.place();
    expect(app.events()).toEqual([
      'started',
      'started',
      'ringing',
      'ringing',
      'answered',
      'answered',
      'completed',
      'completed',
    ]);
    expect(app.server.to('/fallback')).toEqual([]);
    expect(app.heard()).toEqual(['talk: Hello']);
  });

  it('are not retried on 500', async () => {
    app = await startApplication({ ...ANSWER, '/event': [status(500)] });
    await app.place();
    expect(app.events()).toEqual(['started', 'ringing', 'answered', 'completed']);
  });

  it('do not delay the call when their URL hangs, and leave 250 ms apart', async () => {
    app = await startApplication({ ...ANSWER, '/event': [hang] }, { impatient: true });
    const placed = app.place();
    await new Promise((resolve) => setTimeout(resolve, 700));
    const [wants] = app.of('wants-ncco');
    const [heard] = app.of('heard');
    expect((heard?.atMs ?? Infinity) - (wants?.atMs ?? 0)).toBeLessThan(900);
    const first = app.server.to('/event').slice(0, 3);
    expect(first.map(({ json: { status: name } }) => name)).toEqual(['started', 'ringing', 'answered']);
    for (let i = 1; i < first.length; i += 1) {
      const gapMs = (first[i]?.atMs ?? 0) - (first[i - 1]?.atMs ?? 0);
      expect(gapMs).toBeGreaterThan(200);
      expect(gapMs).toBeLessThan(900);
    }
    await placed;
    expect(app.server.to('/event')).toHaveLength(8);
  });

  it('come twice and out of order when the drill asks for it: equal in body, different as requests', async () => {
    app = await startApplication(ANSWER, { eventDelivery: 'twice-and-out-of-order' });
    await app.place();
    const bodies = app.server.to('/event').map(({ body }) => body);
    expect(bodies).toHaveLength(8);
    expect(new Set(bodies).size).toBe(4);
    const requests = app.of('request').filter(({ kind }) => kind === 'event');
    expect(new Set(requests.map(({ request }) => request)).size).toBe(8);
    expect(requests.every(({ attempt }) => attempt === 1)).toBe(true);
  });
});
