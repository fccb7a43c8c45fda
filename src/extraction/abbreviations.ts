/** Words that keep a dot at their end, without it: alternatives of a regular expression that ignores case. */
export const ABBREVIATIONS = String.raw`e\.?g|i\.?e|etc|ex|incl|min|max|approx|no|nos|dept|inc|ltd|ltée|corp|co|st|mr|mrs|ms|dr|vs|jr|sr|ph\.?d|b\.?sc|m\.?sc|b\.?a|m\.?a|b\.?eng|p\.?eng|u\.?s|u\.?k|\p{L}|(?:\p{L}\.)+\p{L}`;
