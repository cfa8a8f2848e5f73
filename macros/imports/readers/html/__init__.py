"""Web pages as a browser shows them: `page` puts together tables (`grid`) and the words of their cells (`words`).

Nothing is fetched and no script is run. The text of an element that is not known is read, as a browser shows it.
"""
