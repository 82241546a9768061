/** `CREATE-03`: the chapter's word and a number that is never used again. As a tag it reads `@CREATE-03`. */
export const REQUIREMENT_ID = /^[A-Z]+(-[A-Z]+)*-\d{2,3}$/;
