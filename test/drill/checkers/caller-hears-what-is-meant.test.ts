import { callerHearsWhatIsMeant } from '../../../drill/checkers/caller-hears-what-is-meant.ts';
import {
  ANNOUNCEMENT,
  CallHistory,
  SECONDARY_BOT,
  aHealthyCall,
  aPromise,
  anExpectation,
} from './a-history.ts';

const check = callerHearsWhatIsMeant.check;
const textsOf = (...parameters: Parameters<typeof check>) =>
  check(...parameters).problems.map(({ text }) => text);

const toStatic = aPromise({ servedBy: 'static', hears: [{ what: 'talk', content: ANNOUNCEMENT }] });
const asks = () => new CallHistory().wantsNcco();

describe('callerHearsWhatIsMeant', () => {
  it('passes when the caller hears the bot of the region that answered', () => {
    expect(textsOf(aHealthyCall().records, anExpectation())).toEqual([]);
  });

  it('passes when the static tier says its words', () => {
    const history = asks().fallsBack('static').hears('talk', ANNOUNCEMENT).ends('ncco-ended').records;
    expect(textsOf(history, anExpectation([toStatic]))).toEqual([]);
  });

  it('fails when the caller hears nothing at all', () => {
    const history = asks().fallsBack('static').ends('platform').records;
    expect(textsOf(history, anExpectation([toStatic]))).toEqual([
      'the caller heard nothing of the call flow: the call was ended by platform (the test says so)',
    ]);
  });

  it('fails when only ringing is heard, which no call flow means', () => {
    const history = asks().fallsBack('static').hears('ringing', '447700900001').ends().records;
    expect(textsOf(history, anExpectation([toStatic]))).toHaveLength(1);
  });

  it('fails when another bot than the promised one is heard', () => {
    const history = asks()
      .asks('1', 'answer')
      .gets('1', 'answer')
      .ncco('1')
      .hears('bot', SECONDARY_BOT)
      .ends();
    expect(textsOf(history.records, anExpectation())).toEqual([
      expect.stringContaining('served by primary: expected to hear bot "wss://bot.primary.example"'),
    ]);
  });

  it('fails when the words do not agree with the tier that the headers name', () => {
    const history = asks().fallsBack('secondary').hears('talk', ANNOUNCEMENT).ends('ncco-ended').records;
    expect(textsOf(history, anExpectation([toStatic]))).toEqual([
      `served by secondary: expected to hear bot "${SECONDARY_BOT}"; found talk "${ANNOUNCEMENT}"`,
    ]);
  });

  it('fails when only the first half of what was meant is heard, and says what failed', () => {
    const promise = aPromise({ hears: [{ what: 'talk' }, { what: 'person' }] });
    const history = asks().asks('1', 'answer').gets('1', 'answer').ncco('1').hears('talk', 'Sorry.');
    history.add({
      type: 'not-heard',
      what: 'stream',
      content: 'https://x/a.mp3',
      request: '1',
      detail: '404',
    });
    expect(textsOf(history.ends().records, anExpectation([promise]))).toEqual([
      expect.stringContaining(
        'expected to hear a person; found talk "Sorry."; stream "https://x/a.mp3" failed: 404',
      ),
    ]);
  });

  it('fails when what was meant is heard in the wrong order', () => {
    const promise = aPromise({ hears: [{ what: 'talk' }, { what: 'person' }] });
    const history = asks()
      .asks('1', 'answer')
      .gets('1', 'answer')
      .ncco('1')
      .hears('person', '1')
      .hears('talk', '2');
    expect(textsOf(history.ends().records, anExpectation([promise]))).toHaveLength(1);
  });

  it('fails when a call never ends', () => {
    const history = asks()
      .asks('1', 'answer')
      .gets('1', 'answer')
      .ncco('1')
      .hears('bot', 'wss://bot.primary.example');
    expect(textsOf(history.records, anExpectation())).toEqual(['the call never ended']);
  });
});
