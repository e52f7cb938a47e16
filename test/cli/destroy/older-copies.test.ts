import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../fixtures/own/settings.ts';
import { destroy as command } from '../../../cli/destroy/command.ts';
import { runDestroy } from '../../../cli/destroy/run-destroy.ts';
import { testIo } from '../link/support/test-io.ts';
import { ACCOUNT, REGIONS } from '../support/an-assembly.ts';
import { recordingCloud } from '../support/recording-cloud.ts';

const STATIC_BUCKET = `${settings.name}-static-${REGIONS.static}-${ACCOUNT}`;

let folder: string;
let outputs: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'destroy-older-copies-'));
  outputs = join(folder, 'outputs.json');
  await writeFile(outputs, '{}');
});
afterEach(() => rm(folder, { recursive: true }));

/** The static bucket is answered so many times after it was deleted. */
async function destroyWhere(answeredAfter: number, ...args: readonly string[]) {
  const cloud = recordingCloud();
  cloud.regions[REGIONS.static]?.buckets.add(STATIC_BUCKET);
  const { bucketExists } = cloud;
  let left = answeredAfter;
  cloud.bucketExists = async (region, bucket) =>
    (await bucketExists(region, bucket)) || (bucket === STATIC_BUCKET && left-- > 0);
  const own = testIo();
  const { values } = command.read(['--outputs', outputs, '--yes', ...args]);
  const code = await runDestroy(values, { io: own.io, openCloud: () => cloud });
  return { code, out: own.take().stdout, pausesMs: own.pausesMs, unprintedTo: own.unprintedTo() };
}

describe('npm run destroy, where AWS answers what it has deleted', () => {
  it('looks again, and does not call it left', async () => {
    const { code, out, pausesMs, unprintedTo } = await destroyWhere(5);
    expect([code, pausesMs]).toEqual([0, Array(5).fill(5_000)]);
    expect(out).not.toContain('LEFT');
    expect(unprintedTo).toBe(`${outputs}.log`);
  });

  it('calls it left where it is answered for as long as it looks', async () => {
    const { code, out, pausesMs } = await destroyWhere(1_000, '--read-back-timeout', '10');
    expect([code, pausesMs]).toEqual([2, [5_000, 5_000]]);
    expect(out).toContain(`LEFT  ${REGIONS.static}  bucket ${STATIC_BUCKET}`);
  });

  it('does not wait where everything is gone at once', async () => {
    expect((await destroyWhere(0)).pausesMs).toEqual([]);
  });
});
