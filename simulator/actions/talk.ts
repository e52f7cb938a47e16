import type { ActionPlayer } from './action-player.ts';
import { playAudio } from './play-audio.ts';

const CHARACTERS_PER_SECOND = 15;

export const talk: ActionPlayer = async (call, action, request) => {
  const text = String(action['text']);
  call.record({ type: 'heard', what: 'talk', content: text, request });
  await playAudio(call, action, text.length / CHARACTERS_PER_SECOND);
  return undefined;
};
