import { Playback } from '../../../simulator/legs/playback.ts';

const start = () => {
  const replies: object[] = [];
  return { playback: new Playback((message) => replies.push(message)), replies };
};
const notify = (payload: unknown) => JSON.stringify({ action: 'notify', payload });

describe('the playback of what a bot sends', () => {
  it('notifies at once when nothing is queued', () => {
    const { playback, replies } = start();
    playback.text(notify({ id: 1 }));
    expect(replies).toEqual([{ event: 'websocket:notify', payload: { id: 1 } }]);
  });

  it('notifies when the audio before it has played, and in order', () => {
    const { playback, replies } = start();
    playback.frame();
    playback.frame();
    playback.text(notify('a'));
    playback.text(notify('b'));
    playback.frame();
    playback.text(notify('c'));
    playback.tick();
    expect(replies).toEqual([]);
    playback.tick();
    expect(replies).toEqual([
      { event: 'websocket:notify', payload: 'a' },
      { event: 'websocket:notify', payload: 'b' },
    ]);
    playback.tick();
    expect(replies).toHaveLength(3);
  });

  it('drops the queue on clear and says so', () => {
    const { playback, replies } = start();
    playback.frame();
    playback.text(notify('never'));
    playback.text('{"action":"clear"}');
    playback.tick();
    expect(replies).toEqual([{ event: 'websocket:cleared' }]);
  });

  it('keeps 3,072 messages and loses what is beyond', () => {
    const { playback, replies } = start();
    for (let frame = 0; frame < 4000; frame += 1) playback.frame();
    playback.text(notify('end'));
    for (let tick = 0; tick < 3071; tick += 1) playback.tick();
    expect(replies).toEqual([]);
    playback.tick();
    expect(replies).toHaveLength(1);
  });

  it.each(['', 'not json', '[]', 'null', '1', '{}', '{"action":"sing"}'])('ignores the text %s', (text) => {
    const { playback, replies } = start();
    playback.text(text);
    playback.tick();
    expect(replies).toEqual([]);
  });
});
