import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFrozenIds } from '../../../infra/frozen-ids/check-frozen-ids.ts';
import { temporaryFolder } from '../static-tier/temporary-folder.ts';

const bucket = { Type: 'AWS::S3::Bucket' };
const template = (Resources: object): string => JSON.stringify({ Resources });
const folder = temporaryFolder({
  'one.template.json': template({ JournalBucket: bucket, AnswerFunction: { Type: 'AWS::Lambda::Function' } }),
  'two.template.json': template({ StaticBucket: bucket }),
});
afterAll(folder.remove);

const file = join(folder.path, 'frozen-ids.json');
const check = (frozen: unknown): void => {
  writeFileSync(file, typeof frozen === 'string' ? frozen : JSON.stringify(frozen));
  checkFrozenIds(file, folder.path, ['one', 'two']);
};
const messageOf = (frozen: unknown): string => {
  try {
    check(frozen);
  } catch (error) {
    return String(error);
  }
  return 'nothing';
};

const FROZEN = {
  one: { JournalBucket: 'AWS::S3::Bucket' },
  two: { StaticBucket: 'AWS::S3::Bucket' },
};

describe('checkFrozenIds', () => {
  it('finds nothing where the ids are as they were, and more is there than was frozen', () => {
    check(FROZEN);
    check({ one: FROZEN.one });
  });

  it('compares nothing where nothing is frozen', () => {
    checkFrozenIds(join(folder.path, 'none.json'), folder.path, ['one', 'two']);
  });

  it('refuses a frozen id that is gone, or is another resource, all of them at once, and says what to do', () => {
    const message = messageOf({
      one: { ...FROZEN.one, SignatureSecret: 'AWS::SecretsManager::Secret' },
      two: { StaticBucket: 'AWS::CloudFront::Distribution' },
    });
    expect(message).toContain(
      'FrozenIdsError: The stacks lack resources that frozen-ids.json lists as deployed.',
    );
    expect(message).toContain(
      'one: expected SignatureSecret (AWS::SecretsManager::Secret), found none\n' +
        '  two: expected StaticBucket (AWS::CloudFront::Distribution), found AWS::S3::Bucket\n',
    );
    expect(message).toContain('restore the id of each construct');
    expect(message).toContain('npm run freeze -- --forget');
  });

  it('refuses to lose a whole stack, as another name or region would', () => {
    expect(messageOf({ ...FROZEN, three: { JournalBucket: 'AWS::S3::Bucket' } })).toContain(
      'three: expected the stack with 1 frozen ids, found no such stack (there are one, two). Its name comes from name and regions of settings.ts.',
    );
  });

  it.each([['{'], ['[]'], ['{"one":["JournalBucket"]}'], ['{"one":{"JournalBucket":1}}'], ['null']])(
    'refuses %s, which npm run freeze does not write',
    (text) => {
      expect(messageOf(text)).toContain(
        `Expected frozen-ids.json to be {"STACK": {"LOGICAL ID": "TYPE"}}, as npm run freeze writes it; found ${JSON.stringify(text)}.`,
      );
    },
  );
});
