/** What to tell the writer of a file about one kind of mistake in its YAML. */
export interface YamlAdvice {
  readonly code: `yaml/${string}`;
  readonly message: string;
  readonly mend: string;
}

/**
 * Puts an error of the yaml library into plain words; its own text may quote the file, so none of it is passed on.
 * Undefined for what is reported elsewhere (tags, directives) or only follows from it.
 */
export function adviceFor(code: string, libraryMessage: string): YamlAdvice | undefined {
  switch (code) {
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_COLLECTION_TYPE':
    case 'MULTIPLE_TAGS':
    case 'BAD_DIRECTIVE':
    case 'MULTIPLE_DOCS':
      return undefined;
    case 'MISSING_CHAR':
      return missingCharacter(libraryMessage);
    default:
      return advice[code] ?? unexpected;
  }
}

const unexpected: YamlAdvice = {
  code: 'yaml/unexpected-token',
  message: 'Something stands here that YAML does not expect at this place.',
  mend: 'Check the quotation marks, brackets and indentation here and on the line above.',
};

const badIndent: YamlAdvice = {
  code: 'yaml/bad-indent',
  message: 'This line is not indented like the lines it belongs to.',
  mend: 'Indent it with as many spaces as its neighbours, and close every bracket.',
};

const badAlias: YamlAdvice = {
  code: 'yaml/bad-alias',
  message: 'An anchor (&name) or alias (*name) is not written correctly here.',
  mend: 'Give it a name, or put quotation marks around a text that begins with "&" or "*".',
};

const advice: Readonly<Record<string, YamlAdvice>> = {
  UNEXPECTED_TOKEN: unexpected,
  BAD_INDENT: badIndent,
  BAD_ALIAS: badAlias,
  ALIAS_PROPS: badAlias,
  MULTIPLE_ANCHORS: badAlias,
  BAD_PROP_ORDER: badAlias,
  BAD_DQ_ESCAPE: {
    code: 'yaml/bad-escape',
    message: 'A backslash between double quotation marks begins an escape that YAML does not know.',
    mend: 'Write two backslashes for one, or use single quotation marks.',
  },
  BAD_SCALAR_START: {
    code: 'yaml/bad-start',
    message: 'A text without quotation marks may not begin with this character.',
    mend: 'Put quotation marks around the whole text.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    code: 'yaml/nested-on-one-line',
    message: 'A colon followed by a space makes a second key on this line.',
    mend: 'Put quotation marks around a text that holds ": ", or begin the inner key on a line of its own.',
  },
  BLOCK_IN_FLOW: {
    code: 'yaml/block-in-brackets',
    message: 'Inside brackets, a value is written as on several indented lines.',
    mend: 'Use brackets and commas inside brackets, or quotation marks around a text that holds ": ".',
  },
  KEY_OVER_1024_CHARS: {
    code: 'yaml/long-key',
    message: 'The name before this colon is longer than 1024 characters.',
    mend: 'Shorten it, or look for a quotation mark that was never closed.',
  },
  MULTILINE_IMPLICIT_KEY: {
    code: 'yaml/key-on-several-lines',
    message: 'The lines from here to the next colon would together be one name.',
    mend: 'Write "name: value" on each line, indent the names of one map alike, and close quotation marks.',
  },
  NON_STRING_KEY: {
    code: 'yaml/key-not-text',
    message: 'A name before a colon must be a text, not a list, a map or an alias.',
    mend: 'Write a plain name, and put quotation marks around a text that begins with "{", "[" or "*".',
  },
  RESOURCE_EXHAUSTION: {
    code: 'yaml/too-complex',
    message: 'This part of the file is too deeply nested to be read.',
    mend: 'Check the brackets, or make the structure flatter.',
  },
  TAB_AS_INDENT: {
    code: 'yaml/tab-indent',
    message: 'This line is indented with a tab, and YAML allows only spaces.',
    mend: 'Replace the tab with spaces.',
  },
};

function missingCharacter(libraryMessage: string): YamlAdvice {
  if (/^Missing closing/.test(libraryMessage)) {
    return {
      code: 'yaml/unclosed-quote',
      message: 'A quotation mark is opened but never closed.',
      mend: 'Add the closing quotation mark; inside single ones, write two apostrophes for one.',
    };
  }
  if (/^(Flow|Missing , )/.test(libraryMessage)) {
    return {
      code: 'yaml/unclosed-bracket',
      message: 'A comma or a closing bracket is missing here.',
      mend: 'Separate entries with commas and close every "[" and "{".',
    };
  }
  if (/^(Implicit map keys|Missing space)/.test(libraryMessage)) {
    return {
      code: 'yaml/missing-colon',
      message: 'A name stands here without a colon and a space after it.',
      mend: 'Write "name: value", or indent this line if it goes on with the text above.',
    };
  }
  if (/^Comments must/.test(libraryMessage)) {
    return {
      code: 'yaml/comment-without-space',
      message: 'A "#" directly after a value does not begin a comment.',
      mend: 'Put a space before the "#", or quotation marks around the text that holds it.',
    };
  }
  return unexpected;
}
