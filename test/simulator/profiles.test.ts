import { setTimeout as sleep } from 'node:timers/promises';
import type { Profile } from '../../simulator/profile.ts';
import { PROFILES, profileNamed } from '../../simulator/profiles.ts';
import { support2024 } from '../../simulator/rules/support-2024.ts';
import { startApplication } from './support/application.ts';
import { json, reset, status } from './support/webhook-server.ts';

const talk = json([{ action: 'talk', text: 'Hello' }]);

describe('the profiles', () => {
  it('are four, the newest first', () => {
    expect(PROFILES.map(({ name }) => name)).toEqual([
      'support-2024',
      'pooled',
      'blog-2020',
      'troubleshooting',
    ]);
    expect(PROFILES[0]).toBe(support2024);
  });

  it.each(PROFILES.map((profile) => [profile.name, profile] as const))(
    '%s has every rule under its own name, with a source',
    (_name, { rules }) => {
      expect(Object.keys(rules)).toEqual(Object.keys(support2024.rules));
      for (const [name, rule] of Object.entries(rules)) {
        expect(rule.name).toBe(name);
        expect(rule.source.length).toBeGreaterThan(5);
      }
    },
  );

  it.each([
    ['pooled', ['reset-connection-is-retried', 'connection-reuse', 'socket-timeout-scope']],
    ['blog-2020', ['retry-pause']],
    [
      'troubleshooting',
      ['retry-pause', 'last-attempt-goes-to-the-fallback', 'websocket-legs-may-count-as-outbound'],
    ],
  ])('%s says what it takes otherwise than support-2024', (name, rules) => {
    const differing = Object.values(profileNamed(name).rules)
      .filter((rule) => rule !== support2024.rules[rule.name])
      .map((rule) => rule.name);
    expect(new Set(differing)).toEqual(new Set(rules));
  });

  it('pause as long as they say before the second attempt', async () => {
    const app = await startApplication(
      { '/answer': [status(503), talk] },
      { profile: { ...profileNamed('blog-2020'), retryPauseMs: 200 } },
    );
    await app.place();
    const [first, second] = app.server.to('/answer');
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(195);
    expect(profileNamed('blog-2020').retryPauseMs).toBe(1000);
  });

  it('try as often as they say', async () => {
    const app = await startApplication(
      { '/answer': [status(503)], '/fallback': [talk] },
      { profile: profileNamed('troubleshooting') },
    );
    await app.place();
    expect(app.server.to('/answer')).toHaveLength(3);
    expect(app.heard()).toEqual(['talk: Hello']);
  });

  describe('pooled', () => {
    const profile = profileNamed('pooled');

    it('asks a second call on the connections of the first one; support-2024 opens one for each request', async () => {
      const connectionsOf = async (wishes: { readonly profile?: Profile }) => {
        const app = await startApplication({ '/answer': [talk] }, wishes);
        await app.place({ call: 'one' });
        const before = app.server.received.length;
        await app.place({ call: 'two' });
        const connections = app.server.received.map(({ connection }) => connection);
        return { requests: connections.length, first: before, used: new Set(connections).size };
      };
      const pooled = await connectionsOf({ profile });
      expect(pooled.used).toBeLessThanOrEqual(pooled.first);
      const fresh = await connectionsOf({});
      expect(fresh.used).toBe(fresh.requests);
    });

    it('is answered on a new connection, when the kept ones are reset', async () => {
      const app = await startApplication({ '/answer': [reset, talk] }, { profile });
      await app.simulator.openConnections(4);
      await app.place();
      const [first, second] = app.server.to('/answer');
      expect(app.server.to('/fallback')).toHaveLength(0);
      expect(first?.connection).toBeLessThanOrEqual(4);
      expect(second?.connection).toBeGreaterThan(4);
      expect(app.heard()).toEqual(['talk: Hello']);
      expect(app.of('outcome').filter(({ kind }) => kind === 'answer')).toMatchObject([
        { isKept: true, rule: 'reset-connection-is-retried' },
        { rule: 'valid-ncco-runs' },
      ]);
    });

    it('leaves no connection open when the simulator has stopped', async () => {
      const app = await startApplication({ '/answer': [talk] }, { profile });
      await app.simulator.openConnections(3);
      await app.place();
      await app.simulator.stop();
      await sleep(50);
      expect(app.server.sockets.size).toBe(0);
    });
  });
});
