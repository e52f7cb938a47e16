import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { legOutcome } from '../../../functions/ladder/leg-outcome.ts';
import { readState } from '../../../functions/ladder/socket-state.ts';
import { buildRequest } from '../../../cli/send/build-request.ts';
import { send } from '../../../cli/send/command.ts';
import { sendOptions } from '../../../cli/send/options.ts';
import { STATUSES } from '../../../cli/send/statuses.ts';
import { aSystem, aSystemWithoutBot } from './a-system.ts';

const NOW_MS = 1_700_000_000_000;
async function built(args: string, system = aSystem(), more: readonly string[] = []) {
  const options = sendOptions(send.read([...args.split(' '), ...more]).values);
  const { request, ...rest } = await buildRequest(options, system, NOW_MS);
  const fields = (
    request.body === undefined ? Object.fromEntries(request.url.searchParams) : JSON.parse(request.body)
  ) as Record<string, unknown>;
  return { ...rest, request, fields, url: `${request.url.origin}${request.url.pathname}` };
}

describe('the request of npm run send', () => {
  it.each([
    ['answer', 'POST', 'http://127.0.0.1:10000/prod/answer'],
    ['answer --region secondary', 'POST', 'http://127.0.0.1:20000/prod/answer'],
    ['event', 'POST', 'http://127.0.0.1:10000/prod/event'],
    ['event --region secondary', 'POST', 'http://127.0.0.1:20000/prod/event'],
    ['websocket-disconnected', 'POST', 'http://127.0.0.1:10000/prod/websocket-disconnected'],
    ['fallback', 'GET', 'http://127.0.0.1:20001/fallback'],
    ['answer --fallback', 'GET', 'http://127.0.0.1:20001/fallback'],
    ['fallback --region primary', 'GET', 'http://127.0.0.1:10001/fallback'],
    ['fallback --direct', 'GET', 'http://127.0.0.1:20000/prod/fallback'],
    ['fallback --direct --region primary', 'GET', 'http://127.0.0.1:10000/prod/fallback'],
  ])('%s goes by %s to %s', async (args, method, url) => {
    const { request, url: found } = await built(args);
    expect([request.method, found]).toEqual([method, url]);
  });

  it('is signed with the application’s secret over the bytes that are sent', async () => {
    const { request } = await built('answer --from 447700900999');
    const [header = '', claims = '', signature] = (request.headers['authorization'] ?? '')
      .slice(7)
      .split('.');
    expect(createHmac('sha256', 's'.repeat(32)).update(`${header}.${claims}`).digest('base64url')).toBe(
      signature,
    );
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      iat: NOW_MS / 1000,
      iss: 'Vonage',
      api_key: 'key-1',
      application_id: 'app-1',
      payload_hash: createHash('sha256')
        .update(request.body ?? '')
        .digest('hex'),
    });
  });

  it('is not signed where --unsigned asks for that', async () => {
    expect((await built('answer --unsigned')).request.headers).not.toHaveProperty('authorization');
    expect((await built('fallback --unsigned')).request.headers).not.toHaveProperty('authorization');
  });

  it('dials the number of the settings where no other is given', async () => {
    const system = { ...aSystem(), callerNumber: '15550100001' };
    expect((await built('answer', system)).fields).toMatchObject({ to: '15550100001' });
    expect((await built('fallback', system)).fields).toMatchObject({ to: '15550100001' });
  });

  it('holds the fields of an answer webhook', async () => {
    const { fields } = await built('answer --from 447700900999 --to 447700900111 --conversation CON-1');
    expect(fields).toEqual({
      from: '447700900999',
      to: '447700900111',
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      conversation_uuid: 'CON-1',
      endpoint_type: 'phone',
      region_url: 'https://api-eu-3.vonage.com',
    });
  });

  it.each(STATUSES)('holds the fields of an event with the status %s', async (status) => {
    const { fields } = await built(`event --status ${status}`);
    expect(fields).toMatchObject({ status, timestamp: new Date(NOW_MS).toISOString() });
    expect(legOutcome(status)).not.toBe('unknown');
  });

  it.each([
    [[], 1],
    [['--rung', 'same-socket'], 2],
    [['--rung', 'other-socket'], 3],
  ])('carries in the headers of the bot’s leg (%j) what the ladder can read', async (more, attempt) => {
    const { fields, request } = await built('websocket-disconnected', aSystem(), more);
    expect(fields).toMatchObject({ status: 'disconnected', to: 'wss://one.example.com/socket' });
    expect(readState(fields['headers'] as Record<string, unknown>, NOW_MS)?.attempt).toBe(attempt);
    expect(request.url.searchParams.get('rung') ?? undefined).toBe(more[1]);
  });

  it.each([[''], ['--rung person']])('is of the person’s leg where there is no bot (%s)', async (more) => {
    const args = `websocket-disconnected ${more}`.trim();
    const { fields, request } = await built(args, aSystemWithoutBot());
    expect(request.url.searchParams.get('rung')).toBe('person');
    expect(fields).toMatchObject({ status: 'unanswered', direction: 'outbound', to: '447700900999' });
    expect(fields).not.toHaveProperty('headers');
    const lost = await built('fallback --original websocket-disconnected', aSystemWithoutBot());
    expect(lost.fields['original_request']).toContain('websocket-disconnected?rung=person');
  });

  it('has no leg of a bot where there is none', async () => {
    await expect(built('websocket-disconnected --rung same-socket', aSystemWithoutBot())).rejects.toThrow(
      '--rung: expected person, found same-socket: the settings name no bot (websocketUri: null).',
    );
  });

  it('says in a fallback request why it comes, and what has failed: in the query of a GET, in the body of a POST', async () => {
    const get = await built('fallback --reason Timeout --original websocket-disconnected --rung person');
    expect(get.request.body).toBeUndefined();
    expect(get.fields['reason']).toBe('Timeout');
    expect(JSON.parse(String(get.fields['original_request']))).toEqual({
      url: 'http://127.0.0.1:10000/prod/websocket-disconnected?rung=person',
      type: 'event',
    });
    const post = await built('answer --fallback', aSystem('POST'));
    expect(post.request.method).toBe('POST');
    expect(post.fields).toMatchObject({
      reason: 'Connection closed.',
      original_request: { url: 'http://127.0.0.1:10000/prod/answer', type: 'answer' },
    });
  });

  it('of the primary’s fallback stands for a failure of the secondary', async () => {
    const { fields } = await built('websocket-disconnected --fallback --region primary');
    expect(fields['to']).toBe('wss://two.example.com/socket');
    expect(String(fields['original_request'])).toContain('127.0.0.1:20000');
  });

  it('takes the fields of --body on top, from the command line or a file', async () => {
    const body = '{"dtmf":{"digits":"1"},"status":null}';
    const { fields } = await built('event', aSystem(), ['--body', body]);
    expect(fields).toMatchObject({ dtmf: { digits: '1' }, status: null, from: '447700900123' });
    const folder = mkdtempSync(join(tmpdir(), 'send-body-'));
    writeFileSync(join(folder, 'b.json'), body);
    expect((await built('event', aSystem(), ['--body', `@${folder}/b.json`])).fields).toMatchObject({
      dtmf: { digits: '1' },
    });
    rmSync(folder, { recursive: true });
  });

  it('sends with --exact the bytes as they are, signed', async () => {
    const options = sendOptions(send.read(['answer', '--exact', '--body', '{"a": 1, }']).values);
    const { request } = await buildRequest(options, aSystem(), NOW_MS);
    expect(request.body).toBe('{"a": 1, }');
    const claims = JSON.parse(
      Buffer.from((request.headers['authorization'] ?? '').split('.')[1] ?? '', 'base64url').toString(),
    ) as { payload_hash: string };
    expect(claims.payload_hash).toBe(createHash('sha256').update('{"a": 1, }').digest('hex'));
  });

  it('refuses fields that are nested too deep', async () => {
    const body = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    await expect(built('answer', aSystem(), ['--body', body])).rejects.toThrow(
      '--body: expected at most 200 levels of arrays and objects, found 100001. --exact sends it as it is.',
    );
  });

  it.each([
    ['answer', ['--body', '{"a":'], '--body: expected a JSON object, found text that is no JSON'],
    ['answer', ['--body', '[1]'], '--body: expected a JSON object, found [1]'],
    ['answer', ['--body', '@/nowhere.json'], 'Expected the fields in /nowhere.json, found no file'],
    ['fallback', ['--exact', '--body', '{}'], '--exact: expected a webhook that is a POST'],
  ])('%s refuses %j', async (args, more, message) => {
    await expect(built(args, aSystem(), more)).rejects.toThrow(message);
  });
});
