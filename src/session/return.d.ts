/** The types of return.js, which is part of pages as it stands: types in it would be sent to readers. */

/** Has the links of the session bar lead back to the page, whatever its address is when they are used. */
export default function leadBack(page: Document): void;
