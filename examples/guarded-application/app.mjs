// A Vonage Voice application after Vonage's own guide: Express, the SDK, a menu of two steps. Nothing in it knows that it is guarded.
// PORT=3000 PUBLIC_URL=https://voice.example.com VONAGE_SIGNATURE_SECRET=… node examples/guarded-application/app.mjs
import { createHash } from 'node:crypto';
import { verifySignature } from '@vonage/jwt';
import express from 'express';

const { PORT = '3000', PUBLIC_URL = `http://localhost:${PORT}`, VONAGE_SIGNATURE_SECRET = '' } = process.env;
const DEPARTMENTS = { 1: 'sales', 2: 'support' };
const NUMBERS = { sales: '447700900011', support: '447700900012' };

const app = express();
// payload_hash is the hash of the bytes as they came.
app.use(express.json({ verify: (request, _response, bytes) => void (request.bytes = bytes) }));
app.use('/webhooks', (request, response, next) => {
  if (isFromVonage(request)) return next();
  console.error(`refused: ${request.method} ${request.originalUrl}`);
  response.status(401).json({ error: 'This request is not signed by Vonage.' });
});

app.post('/webhooks/answer', (_request, response) => {
  response.json([talk('Welcome to Example Limited.'), ...askForDepartment()]);
});

app.post('/webhooks/department', (request, response) => {
  const digits = request.body.dtmf?.digits;
  const department = DEPARTMENTS[digits];
  if (digits === '9') response.json(takeMessage());
  else if (department === undefined)
    response.json([talk('Sorry, I did not get that.'), ...askForDepartment()]);
  else
    response.json([
      talk(`This is ${department}. For a new matter press 1, otherwise press 2.`, { bargeIn: true }),
      ask(`matter?department=${department}`),
    ]);
});

app.post('/webhooks/matter', (request, response) => {
  const endpoint = [{ type: 'phone', number: NUMBERS[request.query.department] ?? NUMBERS.sales }];
  response.json([
    talk(request.body.dtmf?.digits === '1' ? 'A new matter.' : 'We look up your matter.'),
    { action: 'connect', from: request.body.to, timeout: 20, endpoint, eventUrl: [url('event')] },
  ]);
});

app.post(['/webhooks/event', '/webhooks/recording', '/webhooks/transcription'], (request, response) => {
  const { status, recording_url: recording, conversation_uuid: conversation } = request.body;
  console.log(`${request.path} ${conversation}: ${status ?? recording ?? 'an event'}`);
  response.sendStatus(204);
});

const url = (path) => `${PUBLIC_URL}/webhooks/${path}`;
const talk = (text, options) => ({ action: 'talk', text, ...options });
const ask = (path) => ({ action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: [url(path)] });
const askForDepartment = () => [
  talk('For sales press 1, for support press 2, for a message press 9.', { bargeIn: true }),
  ask('department'),
];
const takeMessage = () => [
  talk('Please speak after the tone.'),
  {
    action: 'record',
    beepStart: true,
    endOnSilence: 3,
    eventUrl: [url('recording')],
    transcription: { language: 'en-US', eventUrl: [url('transcription')] },
  },
  talk('Thank you. Goodbye.'),
];

/** Whether Vonage signed this request, and with this body: the guide's "signed webhooks". */
function isFromVonage({ headers, bytes = Buffer.alloc(0) }) {
  const token = headers.authorization?.replace(/^Bearer /i, '') ?? '';
  if (!verifySignature(token, VONAGE_SIGNATURE_SECRET)) return false;
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
  return claims.payload_hash === createHash('sha256').update(bytes).digest('hex');
}

// A proxy with the certificate stands before it.
app.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on port ${PORT}`));
