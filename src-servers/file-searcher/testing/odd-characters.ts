/** Characters that searches get wrong: several cases of one letter, line breaks, neighbours of words, pairs. */
export const oddCharacters = 'a b K k s ſ ß é É σ ς \n \r\n \r _ - . \0 🎉'.split(' ').concat(' ');
