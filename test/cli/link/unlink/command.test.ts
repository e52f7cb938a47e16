import { join } from 'node:path';
import { parseJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { renamed, startLinked, startText, text, voiceOf } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

describe('link unlink', () => {
  const unlink = (...more: string[]) =>
    linked.run(['unlink', '--outputs', linked.outputs, '--kept', linked.kept, '--yes', ...more]);

  it('puts the webhooks back that were there before the first apply, and leaves what changed since', async () => {
    await linked.apply();
    await linked.apply('--primary', 'eu-west-1');
    linked.touch(renamed);
    const { code } = await unlink();
    expect(code).toBe(0);
    expect(parseJson(text(linked.application()))).toEqual(
      parseJson(text(renamed(parseJson(startText()) as JsonObject))),
    );
    expect((await unlink()).stdout).toContain('No changes');
  });

  it('removes the webhooks where nothing is kept, and says that no webhook answers then', async () => {
    await linked.apply();
    const other = join(linked.folder, 'other');
    const { code, stdout } = await linked.run([
      ...['unlink', '--outputs', linked.outputs, '--kept', other, '--yes'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('calls are not answered');
    expect(voiceOf(linked.application())['webhooks']).toEqual({});
    expect(voiceOf(linked.application())['region']).toBe('eu-west');
  });

  it('leaves a webhook that leads elsewhere', async () => {
    const { code, stdout } = await unlink();
    expect([code, linked.puts()]).toEqual([0, 0]);
    expect(stdout).toContain('No changes');
  });

  it('can be undone', async () => {
    await linked.apply();
    const ours = text(linked.application());
    await unlink();
    expect((await linked.undo()).code).toBe(0);
    expect(parseJson(text(linked.application()))).toEqual(parseJson(ours));
  });

  it('puts back what was there last before the stacks came, not what was there first', async () => {
    await linked.apply();
    await linked.undo();
    const moved = (text: string) =>
      text.replace('https://old.example.com/answer', 'https://newer.example.com/answer');
    linked.touch((application) => parseJson(moved(text(application))) as JsonObject);
    const newer = text(linked.application());
    await linked.apply();
    expect((await unlink()).code).toBe(0);
    expect(parseJson(text(linked.application()))).toEqual(parseJson(newer));
  });

  it('leaves callbacks as they are where no webhook leads to the stacks any more', async () => {
    await linked.apply();
    const moved = (json: string) => json.replaceAll(/https:\/\/(one|two)/g, 'https://else');
    linked.touch((application) => parseJson(moved(text(application))) as JsonObject);
    expect((await unlink()).stdout).toContain('No changes');
    expect(voiceOf(linked.application())['signed_callbacks']).toBe(true);
  });
});
