import { takeDown } from '../../../cli/destroy/take-down.ts';
import type { FoundStack, StackResource } from '../../../cli/stacks/cloud.ts';
import { testIo } from '../link/support/test-io.ts';
import { recordingCloud } from '../support/recording-cloud.ts';
import { REGIONS, STACKS } from '../support/an-assembly.ts';

const { primary: region } = REGIONS;
const { primary: name } = STACKS;
const A_MINUTE_MS = 60_000;

const failed = (type: string, reason: string): StackResource => ({
  logicalId: type.split('::').at(-1) ?? '',
  physicalId: 'x',
  type,
  status: 'DELETE_FAILED',
  reason,
});
const CERTIFICATE = failed(
  'AWS::CertificateManager::Certificate',
  'Resource handler returned message: "Certificate arn:aws:acm:eu-central-1:1:certificate/1 in account 1 is in use. (Service: Acm, Status Code: 400)"',
);

/** A stack that reads as these states, one after the other, after each time it is deleted; the last one again and again. */
function deleting(
  { before = 'UPDATE_COMPLETE', resources = [CERTIFICATE] as readonly StackResource[] },
  ...reads: readonly (readonly string[])[]
) {
  let deletions = 0;
  let left: readonly string[] = [];
  const stack = (status: string): FoundStack => ({ id: 'arn', status, reason: undefined, outputs: {} });
  const cloud = {
    ...recordingCloud(),
    deleteStack: async () => {
      left = reads[Math.min(deletions, reads.length - 1)] ?? [];
      deletions += 1;
    },
    stack: async () => {
      const [status = ''] = left;
      if (left.length > 1) left = left.slice(1);
      return status === 'DELETE_COMPLETE' ? undefined : stack(status);
    },
    resources: async () => resources,
  };
  const io = testIo();
  return {
    run: (own = io.io) => takeDown({ region, name, stack: stack(before) }, cloud, own),
    io,
    deletions: () => deletions,
    minutes: () => io.pausesMs.filter((ms) => ms === A_MINUTE_MS).length,
  };
}

describe('a stack that is taken down', () => {
  it('is deleted again while the only thing that holds it is a certificate in use, each time said', async () => {
    const stack = deleting(
      {},
      ['DELETE_IN_PROGRESS', 'DELETE_FAILED'],
      ['DELETE_IN_PROGRESS', 'DELETE_FAILED'],
      ['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'],
    );
    await stack.run();
    expect(stack.deletions()).toBe(3);
    expect(stack.minutes()).toBe(2);
    const { stderr } = stack.io.take();
    expect(stderr).toContain('AWS has not released it yet: AWS::CertificateManager::Certificate');
    expect(stderr).toContain('trying again in 60 s (2 of 20)');
  });

  it('is given up after 20 minutes of that, with what holds it', async () => {
    const stack = deleting({}, ['DELETE_IN_PROGRESS', 'DELETE_FAILED']);
    await expect(stack.run()).rejects.toThrow('DELETE_FAILED: AWS::CertificateManager::Certificate');
    expect(stack.minutes()).toBe(20);
    expect(stack.deletions()).toBe(21);
  });

  it.each([
    ['a certificate that fails otherwise', [{ ...CERTIFICATE, reason: 'AccessDenied' }]],
    ['anything else in use', [failed('AWS::ApiGateway::DomainName', 'it is in use')]],
    ['anything else beside it', [CERTIFICATE, failed('AWS::S3::Bucket', 'it is not empty')]],
    ['nothing that is reported', []],
  ])('is not deleted again where it is held by %s', async (_case, resources) => {
    const stack = deleting({ resources }, ['DELETE_FAILED']);
    await expect(stack.run()).rejects.toThrow('DELETE_FAILED');
    expect(stack.deletions()).toBe(1);
  });

  it.each(['DELETE_COMPLETE', 'DELETE_FAILED'])(
    'does not take the state of the last try for that of this one: %s comes later',
    async (end) => {
      const before = 'DELETE_FAILED';
      const stack = deleting({ before, resources: [] }, [before, before, 'DELETE_IN_PROGRESS', end]);
      const run = stack.run();
      await (end === 'DELETE_COMPLETE' ? run : expect(run).rejects.toThrow('DELETE_FAILED'));
      expect(stack.io.pausesMs).toHaveLength(3);
    },
  );

  it('believes in the end that it failed again, where that was too quick to be seen', async () => {
    const stack = deleting({ before: 'DELETE_FAILED', resources: [] }, ['DELETE_FAILED']);
    await expect(stack.run()).rejects.toThrow('DELETE_FAILED');
    expect(stack.io.pausesMs).toHaveLength(6);
  });

  it('is left where it is interrupted in the pause before it is deleted again', async () => {
    const stack = deleting({}, ['DELETE_IN_PROGRESS', 'DELETE_FAILED']);
    const { io } = stack.io;
    const interrupted = { ...io, pause: (ms: number, signal?: AbortSignal) => wait(ms, signal) };
    const wait = async (ms: number, signal?: AbortSignal): Promise<void> => {
      if (ms === A_MINUTE_MS) stack.io.interrupt();
      signal?.throwIfAborted();
    };
    await expect(stack.run(interrupted)).rejects.toThrow('aborted');
    expect(stack.deletions()).toBe(1);
  });
});
