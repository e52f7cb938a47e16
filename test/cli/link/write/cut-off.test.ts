import { openKept } from '../../../../cli/link/write/kept.ts';
import { parseJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { renamed, startLinked, startText, text } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { ID } from '../support/rich-application.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

const withoutId = (application: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(application).filter(([key]) => key !== 'id'));

/** As a killed apply has left it: kept, and whatever became of the application. */
async function cutOff(): Promise<{ before: JsonObject; after: JsonObject }> {
  const before = withoutId(linked.application());
  await linked.run(['apply', '--outputs', linked.outputs, '--kept', `${linked.kept}-other`, '--yes']);
  const after = withoutId(linked.application());
  linked.touch(() => before);
  await openKept(linked.kept, () => Date.parse('2025-01-01T12:00:00.000Z')).keep({
    ...{ applicationId: ID, host: linked.api.url, by: 'apply', before, after },
  });
  return { before, after };
}

const NOTE =
  /Note: "apply" of 2025-01-01T12:00:00.000Z was cut off before it was read back\. (.*?) "(npm .*)" puts/;

describe('after an apply that was cut off, the next one', () => {
  it.each([
    ['was made', ({ after }: { after: JsonObject }) => after, 'It was made.'],
    ['was not made', ({ before }: { before: JsonObject }) => before, 'It was not made.'],
    ['went wrong', ({ after }: { after: JsonObject }) => renamed(after), 'The application is neither'],
  ])('says that it %s, and how to go back', async (_case, left, said) => {
    const states = await cutOff();
    linked.touch(() => left(states));
    const { code, stdout } = await linked.apply();
    expect(code).toBe(0);
    const [, found = '', undo = ''] = NOTE.exec(stdout) ?? [];
    expect(found).toContain(said);
    const [, id = ''] = /--to (\S+)$/.exec(undo) ?? [];
    expect((await linked.undo('--force', '--to', id)).code).toBe(0);
    expect(parseJson(text(linked.application()))).toEqual(parseJson(startText()));
  });

  it('says nothing of it any more once a later write was read back', async () => {
    const { after } = await cutOff();
    linked.touch(() => renamed(after));
    await linked.apply('--primary', 'eu-west-1');
    expect((await linked.apply()).stdout).not.toContain('was cut off');
  });
});
