export { rulesFor } from './rules-for.ts';
export { adoptFirstBook, installShippedBooks } from './shipped.ts';
