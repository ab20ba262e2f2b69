"""The catalog page as a good Django developer writes it in a day, over our tables.

django-filter, one GROUP BY a facet, Paginator, icontains, Django templates: what the documentation
of each teaches. It shows fewer things than our page: no histograms, no sources, no ways out.
"""
