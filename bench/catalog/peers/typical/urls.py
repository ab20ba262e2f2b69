from django.urls import path

from bench.catalog.peers.typical.views import program_list

urlpatterns = [path("programs/", program_list)]
