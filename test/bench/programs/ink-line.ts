/** The smallest program with Ink in which something can be typed. */
import { render, Text, useInput } from 'ink';
import { createElement, useState } from 'react';

function Line() {
  const [typed, setTyped] = useState('');
  useInput((letters) => setTyped(typed + letters));
  return createElement(Text, null, `Task name ${typed}`);
}

render(createElement(Line));
