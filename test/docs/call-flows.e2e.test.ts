import { inWords, nccoOf, pressed, regionOf, urlIn } from '../functions/flow/a-menu.ts';
import { flowOfPage } from './flow-of-page.ts';
import { readText } from './markdown.ts';

const [, code = ''] = /## A menu\n\n```ts\n(.*?)```/s.exec(readText('docs/call-flows.md')) ?? [];
const menu = () => flowOfPage(code);

describe('the menu of docs/call-flows.md', () => {
  const said = (text: string) => pressed(null, { speech: { results: [{ text, confidence: '0.9' }] } });

  it.each([
    ['1', pressed('1'), ['Sales.', '447700900011']],
    ['2', pressed('2'), ['Support.', '447700900012']],
    ['a word', said('Sales, please'), ['Sales.', '447700900011']],
    ['9', pressed('9'), ['Please leave a message after the tone.', 'record', 'Thank you. Goodbye.']],
    ['nothing', pressed(''), ['Sorry, I did not get that.']],
  ])('does what it says for %s', async (_name, event, words) => {
    const region = regionOf(await menu());
    const ncco = nccoOf(await region.event(urlIn(nccoOf(await region.answer())), event));
    expect(inWords(ncco).slice(0, words.length)).toEqual(words);
  });

  it('leads to a person after the third wrong key, and to a message where nobody answers', async () => {
    const region = regionOf(await menu());
    let ncco = nccoOf(await region.answer());
    for (let nth = 0; nth < 3; nth += 1) ncco = nccoOf(await region.event(urlIn(ncco), pressed('7')));
    expect(inWords(ncco).slice(0, 2)).toEqual(['We are connecting you to a person.', '447700900001']);
    const sales = nccoOf(await region.event(urlIn(nccoOf(await region.answer())), pressed('1')));
    const busy = { ...pressed(null), dtmf: undefined, speech: undefined, status: 'busy' };
    expect(inWords(nccoOf(await region.event(urlIn(sales), busy)))).toContain('record');
  });
});
