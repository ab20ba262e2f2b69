"""The catalog page as a good Django developer writes it in a day, over our tables.

django-filter, one GROUP BY a facet, Paginator, icontains, Django templates: what the documentation
of each teaches. It shows what our page shows of the programs found: counts, histograms, how many
are left out, cards with sources. It has none of what needs rules of its own: words that are
corrected or have synonyms, whether the visitor qualifies, amounts in their currency, ways out.
"""
