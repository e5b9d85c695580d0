from django.shortcuts import render


def page(request):
    return render(request, "guide/what_if.html")
