import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stackNames } from '../../../contracts/settings/physical-names.ts';
import { checkAssembly } from '../../../infra/template-checks/check-assembly.ts';
import { ofType, synthesized } from '../synthesized.ts';
import type { Synthesized, Template } from '../synthesized.ts';

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized();
});
afterAll(() => all.remove());

const check = () => {
  checkAssembly(all.folder, stackNames(all.settings), all.settings);
};

/** Does something to the template of one stack, checks, and puts it back. */
const breaking = async (role: 'primary' | 'secondary' | 'static', damage: (template: Template) => void) => {
  const file = join(all.folder, `${stackNames(all.settings)[role]}.template.json`);
  const original = await readFile(file, 'utf8');
  const template = JSON.parse(original) as Template;
  damage(template);
  await writeFile(file, JSON.stringify(template));
  try {
    check();
    return 'nothing found';
  } catch (error) {
    return String(error);
  } finally {
    await writeFile(file, original);
  }
};

/** Logical id of the first resource of this type. */
const idOf = (template: Template, type: string): string => ofType(template, type)[0]?.[0] ?? '';

describe('checkAssembly', () => {
  it('takes the three stacks as they are', () => {
    expect(check).not.toThrow();
  });

  it("refuses a function whose settings hold its own API's URL", async () => {
    const found = await breaking('primary', (template) => {
      const stage = idOf(template, 'AWS::ApiGateway::Stage');
      const [, answer] = ofType(template, 'AWS::Lambda::Function')[0] ?? [];
      if (answer) answer.Properties.Environment.Variables.OWN_URL = { Ref: stage };
    });
    expect(found).toContain('vonage-voice-failover-eu-central-1: circular dependency: AnswerFunction');
    expect(found).toContain('ApiDeploymentStageprod3EB9684E -> ApiDeployment');
  });

  it('refuses a circle in the static stack too', async () => {
    const found = await breaking('static', (template) => {
      const bucket = template.Resources['StaticBucket92253581'];
      if (bucket) bucket.Properties.Circle = { Ref: 'StaticBucketPolicy4D0F6D8E' };
    });
    expect(found).toContain('circular dependency: StaticBucket');
  });

  it("refuses a serving stack that imports the other's value", async () => {
    const found = await breaking('secondary', (template) => {
      const bucket = template.Resources[idOf(template, 'AWS::S3::Bucket')];
      if (bucket) bucket.Properties.Other = { 'Fn::ImportValue': 'other-stack:bucket' };
    });
    expect(found).toContain(
      'vonage-voice-failover-eu-west-1: Resources.JournalBucket71692BB1.Properties.Other',
    );
  });

  it('refuses a function that holds more than its bundle', async () => {
    const [, answer] = ofType(all.primary, 'AWS::Lambda::Function')[0] ?? [];
    const stray = join(all.folder, `asset.${answer?.Properties.Code.S3Key.replace('.zip', '')}`, '.env');
    await writeFile(stray, 'SECRET=1');
    try {
      expect(check).toThrow(
        /AnswerFunction\w+: expected index.cjs alone in asset.\w+, found .env, index.cjs/,
      );
    } finally {
      await rm(stray);
    }
  });

  it('refuses a function whose code is written into the template', async () => {
    const found = await breaking('primary', (template) => {
      const [, answer] = ofType(template, 'AWS::Lambda::Function')[0] ?? [];
      if (answer) answer.Properties.Code = { ZipFile: 'exports.handler = () => {}' };
    });
    expect(found).toMatch(/AnswerFunction\w+: its code is no asset of this assembly/);
  });
});
