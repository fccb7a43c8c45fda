/** Words too common to tell one skill from another, folded. Of their share in a text its language is guessed too. */
const ENGLISH = `a an and are as at be been but by can could do does for from has have he her his how i if in into is it
its may more most must my no not of on or our out over own shall she should so some such than that the their them then
there these they this those through to under up us was we were what when where which while who will with within would
you your about across all also any both each etc eg ie per via vs s t well able including include includes`;
const FRENCH = `a au aux avec ce ces cet cette dans de des du elle en est et etre il ils la le les leur leurs lui mais
meme mes mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sont sur ta te tes toi ton tu un une vos votre
vous l d n s c j m t y afin ainsi chez comme dont entre lors plus sans selon sous tout tous toute toutes`;

const english = new Set(ENGLISH.split(/\s+/u));
const french = new Set(FRENCH.split(/\s+/u));

export function isStopWord(folded: string): boolean {
  return english.has(folded) || french.has(folded);
}

/** French where French stop words outnumber English ones; English otherwise, which is what most frameworks are in. */
export function guessLanguage(words: readonly { readonly text: string }[]): 'en' | 'fr' {
  let balance = 0;
  for (const { text } of words) balance += Number(french.has(text)) - Number(english.has(text));
  return balance > 0 ? 'fr' : 'en';
}
