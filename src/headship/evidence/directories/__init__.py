"""Files that list public schools, read into one form.

Vocabulary: a *directory* file names schools; a *supplement* file only adds figures to
schools that a directory names. Which of the three known layouts a file has is told by
its headings: the Common Core of Data, the derived table of Texas campuses, and New York
City's School Quality Reports.
"""
