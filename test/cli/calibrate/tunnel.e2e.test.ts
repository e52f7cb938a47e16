import { freePorts } from '../../../emulator/network/free-ports.ts';
import { profileNamed } from '../../../simulator/profiles.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import type { Profile } from '../../../simulator/profile.ts';
import { calibrated } from './support/calibrated.ts';
import type { Calibrated } from './support/calibrated.ts';
import { startTunnel } from './support/tunnel.ts';
import { verdictOn } from './support/verdict-on.ts';

async function behindTunnel(
  profile: Profile,
  names: boolean,
  ...flags: readonly string[]
): Promise<Calibrated> {
  const [port = 0] = await freePorts(1);
  const tunnel = await startTunnel(port, { names });
  try {
    return await calibrated(profile, {
      flags: ['--listen', `127.0.0.1:${String(port)}`, '--public-url', tunnel.url, ...flags],
    });
  } finally {
    await tunnel.stop();
  }
}

/** What only the platform's own connections show. */
const HIDDEN = [
  'countsWebsocketLegs',
  'defaultTimeouts',
  'keepsConnections',
  'retriedErrors.connect-timeout',
  'retriedErrors.connection-closed',
  'retriedErrors.connection-refused',
  'retriedErrors.connection-reset',
  'socketTimeoutCovers',
  'websocketPingMs',
];

it('behind a tunnel nothing is wrong, and what the tunnel hides is unknown, with what it needs', async () => {
  const [plain, pooled, claimed] = await Promise.all([
    behindTunnel(support2024, false),
    behindTunnel(profileNamed('pooled'), false),
    // The tunnel has named itself: the flag is not believed.
    behindTunnel(profileNamed('pooled'), true, '--direct'),
  ]);
  for (const [run, profile] of [
    [plain, support2024],
    [pooled, profileNamed('pooled')],
    [claimed, profileNamed('pooled')],
  ] as const) {
    const { wrong, believed, unknown } = verdictOn(run.file, profile);
    expect({ wrong, believed, unknown: unknown.toSorted() }).toEqual({
      wrong: [],
      believed: [],
      unknown: HIDDEN,
    });
    expect(run.file.isDirect).toBe(false);
    for (const name of ['reason-of-a-reset', 'reason-of-a-closed-connection'])
      expect(run.file.also[name]).toMatchObject({ certainty: 'unknown' });
    expect(run.stdout).toMatch(/retriedErrors\.connection-reset: .*--direct/);
    expect(run.after).toEqual(run.before);
  }
  expect(claimed.stderr).toContain('--direct: a proxy or a tunnel has named itself');
});
