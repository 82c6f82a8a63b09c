package replicator.list;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the text of a list into its entries. They end at commas and at the ends of lines; a comma
 * within parentheses or within a regular expression is part of the entry. {@code #} starts a
 * comment. Blanks are dropped, since the system that this one replaces ignored them; one is kept
 * within parentheses, and one between two names, which would become one without it, and are refused
 * later. That system ignored line breaks written as {@code \n}, too; here they end an entry as
 * others do.
 */
final class ListText {
  /**
   * @param line its number, from 1
   */
  record Item(int line, String text) {}

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final String BLANKS = " \t\u00a0";

  private final List<Item> items = new ArrayList<>();
  private final StringBuilder item = new StringBuilder();
  private int line = 1;
  private int parentheses;
  private boolean expression;
  private boolean escape;
  private boolean comment;
  private boolean blank;

  private ListText() {}

  static List<Item> items(String text) {
    ListText list = new ListText();
    String start = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    start.replace("\r\n", "\n").replace('\r', '\n').chars().forEach(c -> list.take((char) c));
    list.endItem();
    return list.items;
  }

  private void take(char c) {
    if (c == '\n') {
      endItem();
      comment = false;
      line++;
    } else if (expression) {
      item.append(c);
      expression = escape || c != '/';
      escape = !escape && c == '\\';
    } else if (comment || c == '#') {
      comment = true;
    } else if (c == ',' && parentheses == 0) {
      endItem();
    } else if (c == 'n' && endsWith('\\')) {
      item.setLength(item.length() - 1);
      endItem();
    } else if (BLANKS.indexOf(c) >= 0) {
      blank = true;
    } else {
      keepBlank(c);
      expression = c == '/' && (parentheses > 0 || endsWith(':'));
      parentheses = Math.max(0, parentheses + (c == '(' ? 1 : c == ')' ? -1 : 0));
      item.append(c);
    }
  }

  private void keepBlank(char next) {
    if (blank && !item.isEmpty()) {
      char last = item.charAt(item.length() - 1);
      if (parentheses > 0 || (isOfName(last) && isOfName(next))) {
        item.append(' ');
      }
    }
    blank = false;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || "._-*?".indexOf(c) >= 0;
  }

  private boolean endsWith(char c) {
    return !item.isEmpty() && item.charAt(item.length() - 1) == c;
  }

  private void endItem() {
    if (!item.isEmpty()) {
      items.add(new Item(line, item.toString()));
    }
    item.setLength(0);
    parentheses = 0;
    expression = false;
    escape = false;
    blank = false;
  }
}
